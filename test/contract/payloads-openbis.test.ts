import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenBis } from 'accession';
import { expect, it } from 'vitest';
import { fromWire, toWire } from '../../src/services/openbis/references.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'openbis') : '';
type Json = ReturnType<typeof JSON.parse>;
const recorded = (name: string): Json => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** What each recorded answer must come out as. A file that is not named here fails the test. */
const ANSWERS: Readonly<Record<string, (wire: Json) => void>> = {
  'responses/getQueries-map-forward-reference.json'(wire) {
    const queries = fromWire(wire) as Json;
    expect(Object.keys(queries)).toEqual(Object.keys(wire));
    // "22" comes before "23", which defines what it refers to.
    expect(queries['22'].registrator).toBe(queries['23'].registrator);
    expect(queries['23']).toMatchObject({
      permId: '23',
      registrationDate: wire['23'].registrationDate,
      registrator: { userId: wire['23'].registrator.userId },
    });
  },
  'responses/sample-dataSets-fragment-2016.json'(wire) {
    const datasets = fromWire(wire) as Json[];
    expect(
      datasets.map(({ code, properties, registrationDate }) => ({ code, properties, registrationDate })),
    ).toEqual(
      wire.map(({ code, properties, registrationDate }: Json) => ({ code, properties, registrationDate })),
    );
    for (const { permId, code } of datasets) expect(permId).toBe(code);
  },
  'responses/createFastDownloadSession.json'(wire) {
    expect(fromWire(wire.result)).toMatchObject({
      downloadUrl: wire.result.downloadUrl,
      files: [{ dataSetId: '1', filePath: wire.result.files[0].filePath }],
      options: { wishedNumberOfStreams: 2 },
    });
  },
  'responses/startDownloadSession.json': (wire) => expect(fromWire(wire, true)).toEqual(wire),
  'responses/samplePermId-v3-name.json': (wire) => expect(fromWire(wire)).toBe(wire.permId),
  'fixtures-pybis-fork/jackson_graph.json'(wire) {
    const [first, second] = (fromWire(wire) as Json).objects;
    expect(second.parents[0]).toBe(first);
    expect(second.type).toBe(first.type);
    expect(second.registrator).toMatchObject({ userId: 'admin' });
  },
  'fixtures-pybis-fork/sample_new.json': (wire) => expect(toWire(wire)).toBe(wire),
  'fixtures-pybis-fork/sample_update_freeze.json': (wire) => expect(toWire(wire)).toBe(wire),
};

describeWhen(
  root !== undefined,
  'recorded openBIS answers',
  'RECORDED_PAYLOADS names no folder with them',
)('recorded payloads of openBIS', () => {
  const names = root
    ? ['responses', 'fixtures-pybis-fork'].flatMap((part) =>
        readdirSync(join(folder, part)).map((name) => `${part}/${name}`),
      )
    : [];

  it('are all known', () => expect(names.toSorted()).toEqual(Object.keys(ANSWERS).toSorted()));

  it.each(names)('%s is read without loss', (name) => ANSWERS[name]?.(recorded(name)));

  it('dataset records of 2016 pass the schema of today, through the client', async () => {
    const objects = recorded('responses/sample-dataSets-fragment-2016.json');
    const result = { '@type': 'as.dto.common.search.SearchResult', objects, totalCount: objects.length };
    const client = new OpenBis({
      url: 'https://openbis.test',
      token: 'ada-160101000000000x0',
      transport: new FakeTransport({ body: { jsonrpc: '2.0', id: '1', result } }),
    });
    const read = await client.datasets.list().all();
    expect(read.map(({ code }) => code)).toEqual(objects.map(({ code }: Json) => code));
    expect(read.map(({ accessDate }) => accessDate)).toEqual(
      objects.map(({ accessDate }: Json) => accessDate),
    );
  });

  it.each(root ? readdirSync(join(folder, 'requests-pybis-1.36.0rc1')) : [])(
    'what pyBIS sends needs no number to be written: %s',
    (name) => {
      const { params } = recorded(`requests-pybis-1.36.0rc1/${name}`);
      expect(params.map(toWire)).toEqual(params);
    },
  );
});
