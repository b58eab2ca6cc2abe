import { type Answer, text } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { Archive } from './archive.ts';
import { flag, whole } from './http.ts';
import { V1 } from './links.ts';
import { renderSample } from './render.ts';
import { refuse } from './rules.ts';
import type { Search } from './search.ts';
import { zipOne } from './zip.ts';

const MOST = 100_000;

/** All public samples of a search in one file. */
export function downloadRoutes(archive: Archive, search: Search): Route[] {
  return [
    {
      service: 'biosamples',
      operation: 'biosamples.download',
      method: 'GET',
      pattern: `${V1}/download`,
      handle: (call) => download(call, archive, search),
    },
  ];
}

function download(call: Call, archive: Archive, search: Search): Answer {
  const format = call.query.get('format') || 'json';
  if (format !== 'json' && format !== 'accessions') throw refuse('download.format', { format });
  const count = Math.min(whole(call, 'count') ?? MOST, MOST);
  const docs = search.find(search.query(call), undefined).slice(0, Math.max(0, count));
  const extension = format === 'json' ? 'json' : 'txt';
  const content =
    format === 'accessions'
      ? docs.map((doc) => `${doc.accession}\n`).join('')
      : JSON.stringify(
          docs.flatMap((doc) => {
            const stored = archive.store.sample(doc.accession);
            if (!stored) return [];
            const structured = archive.store.structured(doc.accession)?.data ?? [];
            return [renderSample(archive.view(stored, true), { structured })];
          }),
        );
  if (!flag(call, 'zip', true)) {
    const type = format === 'json' ? 'application/json' : 'text/plain;charset=UTF-8';
    return text(content, { type, headers: attachment(`samples.${extension}`) });
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/zip', ...attachment('samples.zip') },
    body: zipOne(`samples.${extension}`, Buffer.from(content)),
  };
}

function attachment(name: string): Record<string, string> {
  return { 'content-disposition': `attachment; filename="${name}"` };
}
