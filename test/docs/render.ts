import { listSandboxRules } from 'accession/sandbox';
import * as aap from '../../src/accounts/aap.ts';
import * as webin from '../../src/accounts/webin.ts';
import type { Endpoint } from '../../src/core/http/endpoint.ts';
import * as biosamples from '../../src/services/biosamples/endpoints/index.ts';
import * as ena from '../../src/services/ena/endpoints/index.ts';
import * as openbis from '../../src/services/openbis/endpoints/index.ts';
import * as sodar from '../../src/services/sodar/endpoints/index.ts';
import * as usi from '../../src/services/usi/endpoints/index.ts';

/** Everything in a module that was declared as an endpoint. */
const endpointsOf = (module: object): Endpoint<unknown, unknown>[] =>
  Object.values(module).filter(
    (value) => typeof value?.name === 'string' && typeof value?.effect === 'string',
  );

/** All endpoints of the library, by the account or service that they belong to. */
export const endpoints = [aap, webin, biosamples, ena, openbis, sodar, usi].flatMap(endpointsOf);

/** Where each service's addresses lie in the sandbox. */
const BASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aap: { api: '/aap', aap: '/aap' },
  usi: { api: '/usi/api' },
  webin: { api: '/ena/submit/webin/auth' },
  biosamples: { api: '/biosamples', v2: '/biosamples/v2', schemaStore: '/biosamples/schema-store' },
  openbis: { api: '/openbis/openbis', store: '/datastore_server' },
  sodar: { api: '/sodar', dav: '/davrods' },
  ena: {
    api: '/ena/submit/webin-v2',
    reports: '/ena/submit/report',
    portal: '/ena/portal/api',
    browser: '/ena/browser/api',
    taxonomy: '/ena/taxonomy/rest',
  },
};

/** An input whose every field is its own name: it turns a path function into a pattern. */
const named: unknown = new Proxy(
  {},
  {
    get: (_, field) => (field === Symbol.toPrimitive ? () => ':accession' : `:${String(field)}`),
  },
);

/** `/biosamples/samples/:accession` */
export function patternOf({ name, base = 'api', path }: Endpoint<unknown, unknown>): string {
  const prefix = BASES[name.split('.')[0] ?? '']?.[base] ?? '';
  return prefix + decodeURIComponent(path(named).text);
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

export function renderMatrix(): string {
  const rows = [...endpoints]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((endpoint) => {
      const { name, effect, auth, doc, method } = endpoint;
      return row(`\`${name}\``, `${method} \`${patternOf(endpoint)}\``, effect, auth, `[page](${doc})`);
    });
  return [
    '# Endpoint matrix',
    '',
    'One row per operation that the library can carry out. Each has an input and an answer schema, a route in the sandbox',
    'under the same name, and a workflow test; `test/docs` fails when one is missing. The effect decides what may be',
    'repeated after a failure (see [architecture](architecture.md)). This page is written by `npm run docs`.',
    '',
    row('operation', 'route', 'effect', 'account', "repository's page"),
    row('---', '---', '---', '---', '---'),
    ...rows,
    '',
  ].join('\n');
}

const CONFIDENCES = ['documented', 'observed', 'assumed'] as const;

/** What others wrote for the real services, and the tests hold against the sandbox (`test/interop`, `test/contract`). */
const STRANGERS: Readonly<Record<string, string>> = {
  biosamples: "the requests and answers of BioSamples' own page",
  ena: "the curl commands of ENA's own page, ena-upload-cli 0.10",
  aap: 'pyUSIrest 0.3, unchanged',
  usi: 'pyUSIrest 0.3, unchanged, with the program of its own page',
  sodar: "the Python program of SODAR's own page",
  openbis: 'pyBIS 1.37, unchanged, with the tutorial of its own page',
};

export function renderFidelity(): string {
  const rules = listSandboxRules();
  const services = [...new Set(rules.map(({ service }) => service))];
  const count = (of: string, confidence: string): string =>
    String(rules.filter(({ service, rule }) => service === of && rule.confidence === confidence).length);
  return [
    '# Fidelity: which claim rests on what',
    '',
    'A sandbox is worth what it has in common with the real service. It shares no code and no schema with the client, so that a',
    'wrong belief on one side shows on the other. Three things hold it to the truth:',
    '',
    '- **Strangers.** Clients that others wrote for the real services do their work against it, unchanged.',
    '- **Recorded answers.** Answers of the real services are read by the client without loss, and the sandbox gives the same shape.',
    '  They are not ours to ship: the tests take them from the folder `RECORDED_PAYLOADS`, and say so when there is none.',
    '- **Rules with their reason.** Whatever it refuses is listed here, in its words, and with how sure we are.',
    '',
    row('', ...CONFIDENCES, 'work of others it is held against'),
    row('---', '---', '---', '---', '---'),
    ...services.map((service) =>
      row(
        `[${service}](#${service})`,
        ...CONFIDENCES.map((confidence) => count(service, confidence)),
        STRANGERS[service] ?? '',
      ),
    ),
    '',
    'How the real services behave under load, and what they will do next year, it cannot know.',
    '',
    '## What the sandbox refuses',
    '',
    'Each row is one refusal of the sandbox; the handlers throw these very rules, so the list is the behaviour.',
    '',
    '- **documented**: stated by the documentation or read in the published source of the repository;',
    '- **observed**: seen in a public report, log or client of the real service;',
    '- **assumed**: inferred, not seen.',
    '',
    'Rules marked *strict* hold only under `rules: "strict"`: the documentation of the repository shows a request that today\'s',
    'server refuses, and `rules: "documented"` accepts it. This page is written by `npm run docs`.',
    ...services.flatMap((service) => [
      '',
      `### ${service}`,
      '',
      row('operations', 'status', 'text', 'when', 'confidence'),
      row('---', '---', '---', '---', '---'),
      ...rules
        .filter((entry) => entry.service === service)
        .map(({ rule }) =>
          row(
            rule.where.map((name) => `\`${name}\``).join(', '),
            String(rule.status),
            rule.text ? `“${rule.text}”` : '(empty)',
            rule.why + (rule.mode === 'strict' ? ' *strict*' : ''),
            rule.confidence,
          ),
        ),
    ]),
    '',
  ].join('\n');
}
