// What typedoc does not know of this project: titles and order of the pages, examples as pages of their own, and
// where in the library a name belongs. Loaded by typedoc.json.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  Comment,
  CommentTag,
  Converter,
  LiteralType,
  MinimalSourceFile,
  normalizePath,
  ReflectionKind,
  RendererEvent,
  UnionType,
} from 'typedoc';

/** The pages by heading, in the order in which they are best read; `test/docs` fails when one has no place. */
const HEADINGS = JSON.parse(readFileSync(new URL('headings.json', import.meta.url), 'utf8'));
const EXAMPLES = 'Examples';
const LIBRARY = 'The library, name by name';

const headingOf = (page) =>
  Object.keys(HEADINGS).find((heading) => HEADINGS[heading].includes(page)) ?? 'How it is made';
const placeOf = (page) => Object.values(HEADINGS).flat().indexOf(page);

/** @param {import('typedoc').Application} app */
export function load(app) {
  /** @type {Map<import('typedoc').DocumentReflection, { title: string, place: number }>} */
  const pages = new Map();

  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => {
    const file = page.project.files.getReflectionPath(page) ?? page.name;
    const heading = /^# (.+)$/m.exec(page.content[0]?.text ?? '');
    const example = page.frontmatter.category === EXAMPLES;
    pages.set(page, {
      title: example ? page.name : (heading?.[1] ?? page.name),
      place: example ? 0 : placeOf(basename(file, '.md')),
    });
    if (example) return;
    page.name = basename(file, '.md');
    page.frontmatter.category = headingOf(page.name);
  });

  app.converter.on(Converter.EVENT_BEGIN, ({ project }) => addExamples(app, project));
  /** @type {Map<import('typedoc').DeclarationReflection, UnionType>} */
  const lists = new Map();
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, declaration) => {
    const words = wordsOf(context, declaration);
    if (words) lists.set(declaration, words);
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const [declaration, words] of lists) declaration.type = words;
    for (const maker of project.getReflectionsByKind(ReflectionKind.Constructor)) {
      if (madeByClient(maker)) project.removeReflection(maker);
    }
    for (const module of project.children ?? []) {
      module.name = `accession/${module.name.replace(/^services\//, '')}`.replace(/\/index$/, '');
      categorize(module, LIBRARY);
      for (const child of module.children ?? []) categorize(child, areaOf(project, child));
    }
  });
  // After typedoc has made the categories (-200).
  app.converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      for (const { children } of project.categories ?? []) {
        children.sort((a, b) => (pages.get(a)?.place ?? 0) - (pages.get(b)?.place ?? 0));
      }
    },
    -300,
  );
  // Only now, so that the addresses of the pages are the names of their files.
  app.renderer.on(RendererEvent.BEGIN, () => {
    for (const [page, { title }] of pages) page.name = title;
  });
}

/** Each example as a page, so that a link to it shows the program and does not download it. */
function addExamples(app, project) {
  for (const folder of ['examples', 'examples/pipelines/snakemake']) {
    for (const file of readdirSync(folder)) {
      const language = { ts: 'ts', Snakefile: 'python' }[file.split('.').at(-1) ?? ''];
      if (!language) continue;
      const path = join(folder, file);
      const text = `---\ncategory: ${EXAMPLES}\n---\n# ${path}\n\n\`\`\`${language}\n${readFileSync(path, 'utf8')}\`\`\`\n`;
      app.converter.addDocument(
        project,
        new MinimalSourceFile(text, normalizePath(join(process.cwd(), path))),
        basename(file, '.ts'),
      );
    }
  }
}

/** A type that is made of a list of words (`(typeof KINDS)[number]`) is shown as these words. */
function wordsOf(context, declaration) {
  if (!declaration.kindOf(ReflectionKind.TypeAlias) || declaration.typeParameters) return undefined;
  const symbol = context.getSymbolFromReflection(declaration);
  const type = symbol && context.checker.getDeclaredTypeOfSymbol(symbol);
  if (!type?.isUnion() || !type.types.every((one) => one.isStringLiteral())) return undefined;
  return new UnionType(type.types.map((one) => new LiteralType(one.value)));
}

/** What takes the machinery of a client is made by the client, and nobody else could. */
function madeByClient(maker) {
  const taken = maker.signatures?.flatMap(({ parameters = [] }) => parameters) ?? [];
  return taken.some(({ type }) => type?.type === 'reference' && type.name === 'Runner');
}

const AREAS = [
  [/core\/errors\//, 'Errors'],
  [/core\/many\//, 'Many records, waiting, journals'],
  [/core\/|accounts\/|src\/[\w-]+\.ts/, 'Clients, accounts and settings'],
  [/services\/biosamples\//, 'BioSamples'],
  [/services\/ena\//, 'ENA'],
  [/services\/usi\//, 'USI'],
  [/services\/openbis\//, 'openBIS'],
  [/services\/sodar\//, 'SODAR'],
];

/** The part of the library in which a name was declared. */
function areaOf(project, reflection) {
  const target = reflection.isReference?.() ? reflection.getTargetReflectionDeep() : reflection;
  const file = project.getSymbolIdFromReflection(target)?.fileName ?? '';
  if (/\/sandbox\/services\//.test(file)) return 'What it keeps';
  if (/\/sandbox\//.test(file)) return 'The sandbox';
  return AREAS.find(([pattern]) => pattern.test(file))?.[1] ?? 'Other';
}

function categorize(reflection, name) {
  reflection.comment ??= new Comment();
  reflection.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: name }]));
}
