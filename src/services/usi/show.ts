import { Graph } from '../../core/show/graph.ts';
import type { NewUsiSample, UsiSample } from './types.ts';

/**
 * The samples of a submission and what they come from as a picture: `display.html(usiSampleGraph(samples).toHtml())` in a
 * notebook, a tree in a terminal. An alias that is not among them is drawn dashed: USI would refuse it, unless it is one
 * of another submission.
 */
export function usiSampleGraph(samples: Iterable<UsiSample | NewUsiSample>, { title = '' } = {}): Graph {
  const all = [...samples];
  const nodes = all.map(({ alias = '', accession, attributes }) => {
    const group = attributes?.material?.[0]?.value;
    return { id: alias, ...(accession && { note: accession }), ...(group && { group }) };
  });
  const links = all.flatMap(({ alias = '', sampleRelationships }) =>
    (sampleRelationships ?? []).flatMap(({ alias: other, accession, relationshipNature: label }) => {
      const to = other ?? accession;
      return to ? [{ from: alias, to, ...(label && { label }) }] : [];
    }),
  );
  return new Graph(nodes, links, { title: title || `${all.length} samples and what they come from` });
}
