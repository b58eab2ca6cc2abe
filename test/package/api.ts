import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Declarations, entryNames } from '../../tsup.declarations.ts';
import type { Place } from './place.ts';
import { type Face, facesOf } from './public-face.ts';
import { check, expect } from './report.ts';

/** Where the accepted reports are, one file for each entry point, and one for what all clients have in common. */
export const REPORTS = 'test/package/api';
const COMMON = 'every-client';

/** Nothing of the public face changes unseen: a change that nobody meant shows here, a meant one in the commit. */
export function checkApi({ root, modules }: Place): void {
  const installed = join(modules, 'node_modules/accession');
  const faces = facesIn(installed, '.d.ts');
  for (const { entry, names, unnamed } of faces) {
    const specifier = entry === 'index' ? 'accession' : `accession/${entry}`;
    check(`${specifier} names every type that it reaches (${names.size} names)`, () => {
      const advice = `export them from the index of ${specifier}, or people cannot write down what they hold`;
      expect(unnamed.length === 0, `${unnamed.join('\n')}\n${advice}`);
    });
  }
  const reports = reportsOf(faces);
  check('import and require have the same types', () => {
    const others = reportsOf(facesIn(installed, '.d.cts'));
    const different = [...reports].flatMap(([name, text]) => differences(text, others.get(name) ?? ''));
    expect(different.length === 0, different.join('\n'));
  });
  check('the public face is the one that was accepted', () => {
    const folder = join(root, REPORTS);
    const accepted = existsSync(folder) ? readdirSync(folder) : [];
    const files = new Set([...accepted, ...[...reports.keys()].map((name) => `${name}.md`)]);
    const different = [...files].sort().flatMap((file) => {
      const was = accepted.includes(file) ? readFileSync(join(folder, file), 'utf8') : '';
      const lines = differences(was, reports.get(file.replace(/\.md$/, '')) ?? '');
      return lines.length > 0 ? [`${file}:`, ...lines] : [];
    });
    const advice =
      'If this is meant: `npm run build && npm run api`, and commit it with a line in CHANGELOG.md.';
    expect(different.length === 0, `${different.join('\n')}\n\n${advice}`);
  });
}

export function facesIn(folder: string, kind: '.d.ts' | '.d.cts'): Face[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return facesOf(new Declarations(join(folder, 'dist'), kind), entryNames(manifest));
}

/** The text of each report, by its name. */
export function reportsOf(faces: readonly Face[]): Map<string, string> {
  const clients = faces.filter(({ entry }) => entry !== 'sandbox');
  const services = clients.filter(({ entry }) => entry !== 'index');
  const isGivenBy =
    (face: Face) =>
    ([name, { symbol }]: [string, { symbol: unknown }]): boolean =>
      face.names.get(name)?.symbol === symbol;
  const [any] = services;
  const common = [...(any?.names ?? [])].filter((each) => clients.every((face) => isGivenBy(face)(each)));
  const isCommon = new Set(common.map(([name]) => name));

  const reports = new Map([[COMMON, page('What every client gives', common)]]);
  for (const face of faces) {
    const own = [...face.names].filter(([name]) => face.entry === 'sandbox' || !isCommon.has(name));
    if (face.entry !== 'index') {
      const also = face.entry === 'sandbox' ? '' : 'With it comes what every client gives (every-client.md).';
      reports.set(face.entry, page(`accession/${face.entry}`, own, also));
      continue;
    }
    // The front door hands the services' names on: it is enough to say which it leaves out.
    const news = own.filter((each) => !services.some((service) => isGivenBy(service)(each)));
    const left = services.flatMap((service) =>
      [...service.names]
        .filter((each) => !isGivenBy(face)(each))
        .map(([name]) => `${name} of ${service.entry}`),
    );
    const gives = `With it comes all that its services give${left.length > 0 ? `, except ${left.join(', ')}` : ''}.`;
    reports.set('index', page('accession', news, gives));
  }
  return reports;
}

const page = (title: string, names: readonly [string, { text: string }][], also = ''): string =>
  [
    `# ${title}`,
    'Written by `npm run api` from the built declarations; the gate compares.',
    ...(also ? [also] : []),
    '```ts',
    names.map(([, { text }]) => text).join('\n\n'),
    '```',
    '',
  ].join('\n\n');

/** What went and what came, declaration by declaration; of one that changed only the lines that did. */
function differences(was: string, is: string): string[] {
  const blocks = (text: string) => new Map(text.split('\n\n').map((block) => [titleOf(block), block]));
  const [before, after] = [blocks(was), blocks(is)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((title) => {
    const [old, now] = [before.get(title)?.split('\n') ?? [], after.get(title)?.split('\n') ?? []];
    const gone = old.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
    const come = now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`);
    const lines = [...gone, ...come];
    return lines.length > 0 && old.length > 0 && now.length > 0 ? [`  ${title}`, ...lines] : lines;
  });
}

/** `class Samples` of a block that begins so; the whole first line of any other. */
const titleOf = (block: string): string =>
  /^(?:abstract )?(?:class|interface|type|const|function|enum|namespace) [\w$]+/.exec(block)?.[0] ??
  block.split('\n', 1).join();
