import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EnaDocument, fromXml, toJson, toXml } from 'accession/ena';
import { expect, it } from 'vitest';
import { checkInput, checkOutput } from '../../src/core/schema.ts';
import { parseXml, type XmlElement } from '../../src/core/xml.ts';
import { documentToJson, lostInJson } from '../../src/services/ena/json-document.ts';
import { issuesIn, Receipt, readReceipt, withoutAccession } from '../../src/services/ena/receipt.ts';
import * as answers from '../../src/services/ena/schemas/answers.ts';
import { document, OBJECTS } from '../../src/services/ena/schemas/document.ts';
import { objectRows } from '../../src/services/ena/schemas/reports.ts';
import { documentToXml } from '../../src/services/ena/xml-document.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'ena') : '';
const recorded = (name: string): string => readFileSync(join(folder, name), 'utf8');

type Reading = 'receipt' | 'document' | 'refused' | 'objects' | 'object' | 'reports' | 'other';

/** How each recorded file is read. A file that is not named here fails the test: new recordings must be met. */
const FILES: Readonly<Record<string, Reading>> = {
  'README.md': 'other',
  'ena-upload-cli.v1-experiment.xml': 'objects',
  'ena-upload-cli.v1-run.xml': 'objects',
  'ena-upload-cli.v1-sample.xml': 'objects',
  'ena-upload-cli.v1-study.xml': 'objects',
  'ena-upload-cli.v1-submission.xml': 'objects',
  'eva-submission.receipt-duplicate-alias.xml': 'receipt',
  'eva-submission.receipt-ok.json': 'receipt',
  'eva-submission.receipt-ok.xml': 'receipt',
  'genome_uploader.portal-read_run.json': 'other',
  'genome_uploader.receipt-too-large.xml': 'receipt',
  'genome_uploader.report-analysis.xml': 'objects',
  'genome_uploader.report-runs-one.json': 'reports',
  'genome_uploader.report-sample.xml': 'objects',
  'mars.receipt-study-without-accession.json': 'receipt',
  'toolkit.checklist-ERC000025.xml': 'other',
  'webin-xml.analysis-sequence-variation.xml': 'objects',
  'webin-xml.experiment-ERX000119.xml': 'objects',
  'webin-xml.project-PRJNA294609.xml': 'objects',
  'webin-xml.receipt-modify-hold.xml': 'receipt',
  'webin-xml.run-10x-atac.xml': 'objects',
  'webin-xml.sample-SRS001433.xml': 'objects',
  'webin-xml.submission-ERA521986.xml': 'objects',
  'webin-xml.test.analysis-sequence-variation.json': 'object',
  'webin-xml.test.receipt-ok.json': 'receipt',
  'webin-xml.test.receipt-ok.xml': 'receipt',
  'webin-xml.test.run.json': 'object',
  'webin-xml.test.submission-all-objects.json': 'refused',
  'webin-xml.test.submission-hold-target.json': 'document',
  'webin-xml.test.submission-samples.expected.xml': 'objects',
  'webin-xml.test.submission-samples.json': 'document',
  'webin-xml.test.submission-unknown-field-rejected.json': 'refused',
};

const named = (...readings: Reading[]): string[] =>
  Object.keys(FILES).filter((name) => readings.includes(FILES[name] as Reading));

/** Everything that a tree says, in no order: paths with texts and attributes. */
function facts(element: XmlElement, path = ''): string[] {
  const here = `${path}/${element.name}`;
  const said = [
    ...Object.entries(element.attributes)
      .filter(([name]) => !/^xmlns|^xsi:/.test(name))
      .map(([name, value]) => `${here}@${name}=${value}`),
    `${here}=${element.text.trim()}`,
    ...element.children.flatMap((child) => facts(child, here)),
  ];
  return said.toSorted();
}

/** The objects of a document, without the sets around them. */
function objectsIn(root: XmlElement): XmlElement[] {
  const isSet = /_SET$|^WEBIN$/.test(root.name);
  return isSet ? root.children.flatMap(objectsIn) : [root];
}

describeWhen(
  root !== undefined,
  'contract tests over recorded ENA answers and documents',
  'RECORDED_PAYLOADS names no folder with them',
)('recorded', () => {
  it('files are all met', () => {
    expect(readdirSync(folder).toSorted()).toEqual(Object.keys(FILES).toSorted());
  });

  it.each(named('receipt'))('receipt %s is read, and says the same', (name) => {
    const text = recorded(name);
    const content = readReceipt({ text });
    expect(checkOutput(answers.receipt(), content)).toEqual([]);
    const receipt = new Receipt(content);
    if (name.endsWith('.json')) expect(JSON.parse(JSON.stringify(receipt))).toEqual(JSON.parse(text));
    expect(receipt.accessions.size).toBe(receipt.success ? withAccessions(receipt) : 0);
  });

  it.each([
    ['webin-xml.test.receipt-ok', ['submissionFile']],
    ['eva-submission.receipt-ok', ['submissionFile']],
  ])('%s means the same in JSON and in XML', (name, onlyXml) => {
    const xml = readReceipt({ text: recorded(`${name}.xml`) });
    const json = readReceipt({ text: recorded(`${name}.json`) });
    for (const field of onlyXml) delete xml[field];
    // Recorded at two times, under two aliases.
    for (const one of [xml, json]) delete one.submission?.alias;
    expect(xml).toEqual(json);
  });

  it('a study with nothing but an external accession has one', () => {
    const receipt = new Receipt(readReceipt({ text: recorded('mars.receipt-study-without-accession.json') }));
    expect(withoutAccession(receipt)).toEqual([]);
    expect(receipt.accessions.get('Arabidopsis thaliana-0.5578006304577448')).toBe('PRJEB82366');
  });

  it.each(named('objects'))('%s is written again with everything that it says', (name) => {
    const text = recorded(name);
    const before = objectsIn(parseXml(text))
      .flatMap((one) => facts(one))
      .toSorted();
    const read = fromXml(text);
    const again = objectsIn(parseXml(documentToXml({ submission: {}, ...read }))).filter(
      ({ name }) => name !== 'SUBMISSION' || read.submission,
    );
    expect(again.length).toBeGreaterThan(0);
    expect(again.flatMap((one) => facts(one)).toSorted()).toEqual(before);
  });

  it.each(named('document'))('document %s is taken', (name) => {
    expect(checkInput(document(), JSON.parse(recorded(name)))).toMatchObject({ ok: true });
  });

  it('a document of the library becomes the XML that the library makes of it', () => {
    const made = parseXml(toXml(JSON.parse(recorded('webin-xml.test.submission-samples.json'))));
    const expected = parseXml(recorded('webin-xml.test.submission-samples.expected.xml'));
    const empty = (fact: string) => !fact.endsWith('@accession=');
    const all = (root: XmlElement) =>
      objectsIn(root)
        .flatMap((one) => facts(one))
        .filter(empty)
        .toSorted();
    expect(all(made)).toEqual(all(expected));
  });

  it('what ENA would refuse or drop without a word is told, by its place', () => {
    const problems = (name: string) => {
      const checked = checkInput(document(), JSON.parse(recorded(name)));
      return checked.ok ? [] : checked.issues.map(({ path, message }) => `${path} ${message}`);
    };
    expect(problems('webin-xml.test.submission-unknown-field-rejected.json')).toEqual([
      'samples[0].organism is required (an object)',
      'samples[0].INVALID is not known to ENA here; check the spelling',
      'samples[0].taxId is written `organism: { taxonId: 9606 }`',
    ]);
    expect(problems('webin-xml.test.submission-all-objects.json')).toEqual([
      'runs[0].description would be dropped by ENA: runs have none; use `title` or an attribute',
    ]);
  });

  it.each(named('receipt').filter((name) => name.endsWith('.xml')))(
    '%s as JSON is read as the same receipt',
    (name) => {
      const content = readReceipt({ text: recorded(name) });
      expect(readReceipt({ text: JSON.stringify(content) })).toStrictEqual(content);
      // A refusal speaks of the same objects, issue by issue.
      expect(issuesIn(content).map(({ message }) => message)).toEqual(content.messages?.error ?? []);
    },
  );

  it.each(
    [...named('objects'), ...named('document'), ...named('object')].filter((name) => !IN_ANSWERS.test(name)),
  )('%s means the same in JSON and in XML, both ways, or says what JSON would lose', (name) => {
    const meant = documentIn(name);
    const said = (one: EnaDocument) =>
      objectsIn(parseXml(documentToXml(one)))
        .flatMap((object) => facts(object))
        .toSorted();
    const throughJson = JSON.parse(documentToJson(meant)) as EnaDocument;
    // Never by accident: what the reader of ENA's JSON drops is known by its place, and told before anything is sent.
    const lost = new Set(lostInJson(meant).map(({ path }) => path.replaceAll(/\[\d+\]/g, '')));
    expect([...lost]).toEqual(LOST[name] ?? []);
    const { submission: _, ...objects } = meant;
    if (lost.size > 0 && Object.keys(objects).length > 0)
      expect(() => toJson({ ...objects, submission: { actions: [{ type: 'MODIFY' }] } })).toThrow(/JSON/);
    expect(said(throughJson)).toEqual(said(meant));
    expect(said(fromXml(documentToXml(throughJson)))).toEqual(said(meant));
  });

  it.each([
    ['webin-xml.test.analysis-sequence-variation.json', 'analyses'],
    ['webin-xml.test.run.json', 'runs'],
  ] as const)('object %s means the same after a way through XML', (name, kind) => {
    const { description, identifiers, brokerName, ...object } = JSON.parse(recorded(name));
    const whole = kind === 'analyses' ? { ...object, description } : object;
    const checked = checkInput<object>(OBJECTS[kind], whole);
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
    const add: EnaDocument = { submission: { actions: [{ type: 'MODIFY' }] }, [kind]: [whole] };
    const back = fromXml(toXml(add))[kind]?.[0];
    const sorted = (one: unknown) => ({
      ...(one as object),
      attributes: (one as { attributes: { tag: string }[] }).attributes.toSorted((a, b) =>
        a.tag < b.tag ? -1 : 1,
      ),
    });
    expect(sorted(back)).toEqual(sorted(whole));
    expect(JSON.parse(toJson(add))[kind][0]).toEqual(whole);
  });

  it('reports are read', () => {
    const rows = JSON.parse(recorded('genome_uploader.report-runs-one.json'));
    expect(checkOutput(objectRows(), { rows, full: false })).toEqual([]);
  });
});

/** Answers of the reports: what ENA says of objects, not what anybody submits. */
const IN_ANSWERS = /\.report-/;

/** What of each recorded document JSON cannot say. */
const LOST: Readonly<Record<string, string[]>> = {
  'ena-upload-cli.v1-experiment.xml': [
    'experiments.libraryDescriptor.nominalLength',
    'experiments.libraryDescriptor.libraryConstructionProtocol',
  ],
  'ena-upload-cli.v1-study.xml': ['studies.abstract', 'studies.studyType'],
  'ena-upload-cli.v1-submission.xml': ['submission.actions.source', 'submission.actions.schema'],
  'webin-xml.analysis-sequence-variation.xml': ['analyses.otherXml'],
  'webin-xml.experiment-ERX000119.xml': [
    'experiments.otherXml',
    'experiments.libraryDescriptor.libraryConstructionProtocol',
  ],
  'webin-xml.project-PRJNA294609.xml': ['projects.otherXml', 'projects.organism'],
  'webin-xml.sample-SRS001433.xml': ['samples.otherXml'],
  'webin-xml.submission-ERA521986.xml': [
    'submission.otherXml',
    'submission.actions.source',
    'submission.actions.schema',
  ],
};

/** As a document, whatever form it was recorded in. */
function documentIn(name: string): EnaDocument {
  const text = recorded(name);
  if (name.endsWith('.xml')) return fromXml(text);
  const read = JSON.parse(text);
  if (FILES[name] !== 'object') return read;
  return { [name.includes('run') ? 'runs' : 'analyses']: [read] };
}

const withAccessions = (receipt: Receipt): number =>
  Object.values(receipt)
    .filter((value): value is object[] => Array.isArray(value) && typeof value[0] === 'object')
    .reduce((sum, objects) => sum + objects.length, 0);
