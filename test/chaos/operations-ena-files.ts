import { fileURLToPath } from 'node:url';
import type { Ena } from 'accession';
import { begin, type Operation } from './operations-shared.ts';

/** Any file will do. */
const FILE = fileURLToPath(import.meta.url);

/**
 * Files, reports, checklists, look-ups and documents in parts. The client has to be given an upload area where nobody
 * listens (`ftpUrl: 'ftp://127.0.0.1:1'`): it is not reached through the transport that a test may replace.
 */
export function enaFilesOperations(client: Ena): Readonly<Record<string, Operation>> {
  const { browser, checklists, files, portal, reports, submissions, taxonomy } = client;
  const sample = (word: string) => ({
    alias: word,
    title: word,
    organism: { taxonId: 9606 },
    attributes: [{ tag: 'notes', value: word }],
  });
  const table: Record<string, Operation> = {
    'files.upload': (_, { headers: _headers, ...options }) => files.upload(FILE, options),
    'files.list': (_, { headers: _headers, ...options }) => begin(files.list('', options)),
    'files.delete': (_, { headers: _headers, ...options }) => files.delete('a.fastq.gz', options),
    'reports.unsubmittedFiles.list': (_, options) => begin(reports.unsubmittedFiles.list(options)),
    'checklists.list': (_, options) => begin(checklists.list(options)),
    'checklists.get': (_, options) => checklists.get('ERC000011', options),
    'checklists.validate': (word, options) => checklists.validate(sample(word), 'ERC000011', options),
    'checklists.template': (_, options) => checklists.template('ERC000011', options),
    'taxonomy.get': (_, options) => taxonomy.get(9606, options),
    'taxonomy.findByName': (word, options) => taxonomy.findByName(word, options),
    'taxonomy.findByAnyName': (word, options) => taxonomy.findByAnyName(word, options),
    'taxonomy.suggest': (word, options) => taxonomy.suggest(word, options),
    'portal.search': (word, options) =>
      begin(portal.search({ result: 'sample', query: word, size: 2 }, options)),
    'portal.count': (word, options) => portal.count({ result: 'sample', query: word }, options),
    'portal.fileReport': (word, options) => portal.fileReport({ accession: word }, options),
    'portal.results': (_, options) => portal.results(options),
    'portal.fields': (_, options) => portal.fields('read_run', options),
    'browser.get': (_, options) => browser.get('SAMEA112654119', options),
    'submissions.submitInParts': (word, options, journal) =>
      submissions.submitInParts(
        { samples: [sample(word), sample(`${word}2`)] },
        { ...options, journal, partObjects: 1 },
      ),
    'submissions.waitUntilProcessed': (_, { timeoutMs: _timeout, ...options }) =>
      submissions.waitUntilProcessed('ERR1000003', { ...options, pollMs: 1, timeoutMs: 1 }),
  };
  const { unsubmittedFiles: _unsubmitted, ...rest } = reports;
  for (const [name, report] of Object.entries(rest)) {
    table[`reports.${name}.get`] = (word, options) => report.get(word, options);
    table[`reports.${name}.list`] = (word, options) => begin(report.list({ status: word }, options));
  }
  return table;
}
