import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SandboxLandingZone } from 'accession/sandbox';
import { sheetFiles, sheetZip } from '../unit/sandbox/sodar/isatab.ts';
import { range, type Scenario, type Unit } from './scenario.ts';

const FILES = 5;

const titleOf = (n: number): string => `Soak Valley ${n}`;
const fileOf = (n: number, f: number) => ({
  path: `run-${f % 2}/reads-${f}.txt`,
  source: Buffer.from(`reads ${f} of project ${n}\n`.repeat(20 + f)),
});
const fileLine = (title: string, path: string, md5: string): string => `file ${path} of ${title}, ${md5}`;
const projectLine = (title: string, collections: boolean | undefined): string =>
  `project ${title}, ${collections === undefined ? 'no sheets' : collections ? 'collections' : 'no collections'}`;
const zoneLine = (title: string, status: SandboxLandingZone['status']): string =>
  `zone in ${title}, ${status}`;

/** A project is made, its sheets are imported, and files are brought into its assay through a landing zone. */
export const sodar: Scenario = {
  share: 0.18,
  requestsPerUnit: 170,
  async carryOut({ sodar: { projects, sampleSheets, irods, landingZones } }, unit) {
    const project = await begun(unit);
    const mark = unit.file('ready');
    if (!existsSync(mark)) {
      await sampleSheets.import(project, sheetZip(sheetFiles({ title: titleOf(unit.n) })));
      await irods.createCollections(project);
      writeFileSync(mark, '');
    }
    const files = range(FILES).map((f) => fileOf(unit.n, f));
    const options = { journal: unit.file('journal.ndjson'), concurrency: unit.concurrency };
    await landingZones.deposit(project, { files }, options);
    const found = await irods.files(project).all();
    if (found.length !== FILES) throw new Error(`${found.length} files are there instead of ${FILES}`);

    /** By its UUID once that is known; before, by its title, if it may have been begun. */
    async function begun({ n, file }: Unit): Promise<string> {
      const [note, begin] = [file('project'), file('begun')];
      if (existsSync(note)) return readFileSync(note, 'utf8');
      const title = titleOf(n);
      let uuid: string | undefined;
      if (existsSync(begin))
        for await (const one of projects.list()) if (one.title === title) uuid = one.sodar_uuid;
      writeFileSync(begin, '');
      const parent = process.env.SOAK_CATEGORY ?? '';
      uuid ??= (await projects.create({ title, type: 'PROJECT', parent })).sodar_uuid;
      writeFileSync(note, uuid);
      return uuid;
    }
  },
  expected: (n) => [
    projectLine(titleOf(n), true),
    zoneLine(titleOf(n), 'MOVED'),
    ...range(FILES).map((f) => {
      const { path, source } = fileOf(n, f);
      return fileLine(titleOf(n), path, createHash('md5').update(source).digest('hex'));
    }),
  ],
  stored({ state: { sodar: stored } }) {
    const titles = new Map(
      stored.projects
        .list()
        .filter(({ type }) => type === 'PROJECT')
        .map(({ uuid, title }) => [uuid, title]),
    );
    return [
      ...[...titles].map(([uuid, title]) => projectLine(title, stored.sheets.get(uuid)?.collections)),
      ...stored.landingZones.list().map(({ project, status }) => zoneLine(titles.get(project) ?? '', status)),
      ...stored.files
        .list()
        .filter(({ path }) => !path.endsWith('.md5'))
        .map(({ path, md5 }) => {
          const [, uuid = '', place = path] =
            /\/projects\/\w\w\/([\w-]+)\/sample_data\/study_[\w-]+\/assay_[\w-]+\/(.*)$/.exec(path) ?? [];
          return fileLine(titles.get(uuid) ?? '', place, md5);
        }),
    ];
  },
};
