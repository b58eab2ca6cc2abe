import { Graph } from '../../core/show/graph.ts';
import type { GraphLink } from '../../core/show/graph-types.ts';
import { Table } from '../../core/show/table.ts';
import type { NewSample, Sample } from './types.ts';

/** Fields that a table of samples begins with, as far as one of them has them. */
const FIRST = ['accession', 'name', 'status', 'taxId'];
const FIELDS = new Set([
  ...FIRST,
  'sraAccession',
  'release',
  'update',
  'submitted',
  'create',
  'relationships',
]);

/**
 * Samples as a table. Columns are names of fields (`accession`, `release`, `relationships`) and of characteristics
 * (`organism part`). Without `columns`: accession, name, status, taxon, and all characteristics that one of them has.
 */
export function sampleTable(samples: Iterable<Sample | NewSample>, columns?: readonly string[]): Table {
  const all = [...samples];
  const names = columns ?? [
    ...FIRST.filter((name) => all.some((sample) => cellOf(sample, name) !== '')),
    ...new Set(all.flatMap(({ characteristics }) => Object.keys(characteristics ?? {}))),
  ];
  return new Table(
    names,
    all.map((sample) => names.map((name) => cellOf(sample, name))),
  );
}

function cellOf(sample: Sample | NewSample, name: string): string {
  const told = textOf(sample, name);
  if (told !== '' || !FIELDS.has(name)) return told;
  const field = (sample as { readonly [field: string]: unknown })[name];
  if (name === 'relationships')
    return (sample.relationships ?? []).map(({ type, target }) => `${type} ${target}`).join(', ');
  if (field instanceof Date) return field.toISOString();
  return field === undefined || field === null ? '' : String(field);
}

const textOf = ({ characteristics }: Sample | NewSample, name: string): string =>
  (characteristics?.[name] ?? []).map(({ text, unit }) => [text, unit].filter(Boolean).join(' ')).join(', ');

/** How samples are drawn. */
export interface SampleGraphOptions {
  /** Characteristic by which they are coloured. Default: `material`, `organism part` or `organism`, the first that differs. */
  colourBy?: string;
  /** Read out to those who do not see the picture. */
  title?: string;
}

/**
 * Samples and what they come from as a picture: `display.html(sampleGraph(samples).toHtml())` in a notebook, a tree in a
 * terminal. Takes stored samples, and new ones that refer to each other by name. What they name and is not among them is
 * drawn dashed.
 */
export function sampleGraph(
  samples: Iterable<Sample | NewSample>,
  { colourBy, title }: SampleGraphOptions = {},
): Graph {
  const all = [...samples];
  const group =
    colourBy ??
    ['material', 'organism part', 'organism'].find(
      (name) => new Set(all.map((sample) => textOf(sample, name))).size > 1,
    );
  const nodes = all.map((sample) => ({
    id: sample.accession ?? sample.name,
    label: sample.name,
    ...(sample.accession !== undefined && { note: sample.accession }),
    ...(group !== undefined && textOf(sample, group) !== '' && { group: textOf(sample, group) }),
  }));
  const links = all.flatMap((sample) =>
    (sample.relationships ?? []).map(({ source, type, target }): GraphLink => {
      const own = source || (sample.accession ?? sample.name);
      // Said the other way round, so that a group stands to the left of its members, as an animal does of its organs.
      return type === 'has member'
        ? { from: target, to: own, label: 'member of' }
        : { from: own, to: target, label: type };
    }),
  );
  return new Graph(nodes, links, { title: title ?? `${all.length} samples and what they come from` });
}
