import { describe, expect, it } from 'vitest';
import { start } from '../support.ts';
import { DROP_BOX, ena, REPORT, sample, submission, V2 } from './support.ts';

const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd"';
const STUDY = `<STUDY_SET ${xsi}><STUDY alias="st"><DESCRIPTOR><STUDY_TITLE>A study</STUDY_TITLE>
  <STUDY_TYPE existing_study_type="RNASeq"/><STUDY_ABSTRACT>Short</STUDY_ABSTRACT></DESCRIPTOR></STUDY></STUDY_SET>`;
const SAMPLE = `<?xml version="1.0" encoding="UTF-8"?><SAMPLE_SET ${xsi}><SAMPLE alias="sa"><TITLE>A &amp; B &#233;</TITLE>
  <SAMPLE_NAME><TAXON_ID>9606</TAXON_ID><SCIENTIFIC_NAME>homo sapiens</SCIENTIFIC_NAME></SAMPLE_NAME><SAMPLE_ATTRIBUTES>
  <SAMPLE_ATTRIBUTE><TAG>collection date</TAG><VALUE>2020-10-11</VALUE></SAMPLE_ATTRIBUTE>
  <SAMPLE_ATTRIBUTE><TAG>geographic location (country and/or sea)</TAG><VALUE>Argentina</VALUE></SAMPLE_ATTRIBUTE>
  </SAMPLE_ATTRIBUTES></SAMPLE></SAMPLE_SET>`;
const EXPERIMENT = `<EXPERIMENT_SET><EXPERIMENT alias="ex"><TITLE>t</TITLE><STUDY_REF refname="st"/><DESIGN>
  <DESIGN_DESCRIPTION/><SAMPLE_DESCRIPTOR refname="sa"/><LIBRARY_DESCRIPTOR><LIBRARY_NAME>l</LIBRARY_NAME>
  <LIBRARY_STRATEGY>WGA</LIBRARY_STRATEGY><LIBRARY_SOURCE>GENOMIC</LIBRARY_SOURCE><LIBRARY_SELECTION>RANDOM</LIBRARY_SELECTION>
  <LIBRARY_LAYOUT><PAIRED NOMINAL_LENGTH="250"/></LIBRARY_LAYOUT><LIBRARY_CONSTRUCTION_PROTOCOL>p</LIBRARY_CONSTRUCTION_PROTOCOL>
  </LIBRARY_DESCRIPTOR></DESIGN><PLATFORM><LS454><INSTRUMENT_MODEL>454 GS 20</INSTRUMENT_MODEL></LS454></PLATFORM>
  </EXPERIMENT></EXPERIMENT_SET>`;
const adds = (...schemas: string[]) =>
  `<SUBMISSION_SET ${xsi}><SUBMISSION center_name="c"><ACTIONS>${schemas
    .map((schema) => `<ACTION><ADD source="/tmp/${schema}.xml" schema="${schema}"/></ACTION>`)
    .join('')}<ACTION><HOLD/></ACTION></ACTIONS></SUBMISSION></SUBMISSION_SET>`;

describe('the drop-box', () => {
  it('takes one part per type and answers with an XML receipt', async () => {
    const lab = await start();
    const parts = { SUBMISSION: adds('study', 'sample', 'experiment'), STUDY, SAMPLE, EXPERIMENT };
    const reply = await ena(lab).drop(parts, '?auth=ENA&ENA_SUBMISSION_TOOL=test');
    expect(reply.headers.get('content-type')).toMatch(/^application\/xml/);
    expect(reply.text.split('\n').slice(0, 2)).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<?xml-stylesheet type="text/xsl" href="receipt.xsl"?>',
    ]);
    expect(reply.text).toContain('submissionFile="submission.xml" success="true"');
    expect(reply.text).toMatch(
      /<STUDY accession="ERP\d+" alias="st" status="PRIVATE" holdUntilDate="2028-01-15Z">\s+<EXT_ID accession="PRJEB\d+" type="Project"\/>/,
    );
    expect(reply.text.match(/<ACTIONS>ADD<\/ACTIONS>/g)).toHaveLength(3);
    const { accession = '' } = lab.state.ena.objects.findByAlias('ex')[0] ?? {};
    const shown = await ena(lab).call(`${DROP_BOX}/experiments/${accession}?format=xml`);
    expect(shown.text).toContain('<PAIRED NOMINAL_LENGTH="250"/>');
    expect(shown.text).toContain('<LIBRARY_CONSTRUCTION_PROTOCOL>p</LIBRARY_CONSTRUCTION_PROTOCOL>');
    const stored = await ena(lab).call(
      `${DROP_BOX}/samples/${lab.state.ena.objects.findByAlias('sa')[0]?.accession}`,
    );
    expect(stored.text).toContain('<TITLE>A &amp; B é</TITLE>');
    expect(stored.text).toMatch(/<EXTERNAL_ID namespace="BioSample">SAMEA\d+</);
  });

  it('takes fields or parameters in place of a submission', async () => {
    const lab = await start();
    const api = ena(lab);
    expect((await api.drop({ SAMPLE, ACTION: 'VALIDATE' })).text).toContain('success="true"');
    expect(lab.state.ena.objects.findByAlias('sa')).toEqual([]);
    const reply = await api.drop({ SAMPLE, ACTION: 'ADD', HOLD_DATE: '12-07-2026', SUBMISSION: '<broken' });
    expect(reply.text).toContain('holdUntilDate="2026-07-12+01:00"');
    expect(
      (await api.drop({ SAMPLE: SAMPLE.replace('Argentina', 'Chile') }, '?ACTION=MODIFY')).text,
    ).toContain('success="true"');
    const nameless = await ena(lab, 'webinBroker').drop({ SAMPLE, ACTION: 'ADD' });
    expect(nameless.text).toContain('Center name must be provided');
    const named = await ena(lab, 'webinBroker').drop({ SAMPLE, ACTION: 'ADD', CENTER_NAME: 'LAB' });
    expect(named.text).toContain('success="true"');
  });

  it('wants objects for each action, actions for each object, and no more than ten megabytes', async () => {
    const lab = await start();
    const api = ena(lab);
    expect((await api.drop({ SUBMISSION: adds('study', 'sample'), SAMPLE })).text).toContain(
      '<ERROR>Study XML  is missing or invalid or not included in submission XML</ERROR>',
    );
    expect((await api.drop({ SUBMISSION: adds('sample'), SAMPLE, STUDY })).text).toContain(
      '<ERROR>Study XML  is',
    );
    const large = await api.drop({
      SAMPLE: `${SAMPLE}<!--${'x'.repeat(10 * 1024 * 1024)}-->`,
      ACTION: 'ADD',
    });
    expect(large.text).toContain(
      'Submission size 10.00 MBytes exceeds the maximum allowed size of 10.00 Mbytes.',
    );
    expect(large.text).not.toContain('submissionFile');
    expect(large.text).not.toContain('<SUBMISSION');
    expect(lab.state.ena.objects.findByAlias('sa')).toEqual([]);
  });

  it('releases several objects at once, and knows DACs, policies and datasets', async () => {
    const lab = await start();
    const api = ena(lab);
    const ega = await api.drop({
      DAC: '<DAC_SET><DAC alias="d"><TITLE>t</TITLE><CONTACTS><CONTACT name="n" email="e"/></CONTACTS></DAC></DAC_SET>',
      POLICY:
        '<POLICY_SET><POLICY alias="po"><DAC_REF refname="d"/><POLICY_TEXT>x</POLICY_TEXT></POLICY></POLICY_SET>',
      DATASET:
        '<DATASETS><DATASET alias="ds"><TITLE>t</TITLE><RUN_REF accession="ERR1000003"/><POLICY_REF refname="po"/></DATASET></DATASETS>',
      ACTION: 'ADD',
    });
    expect(ega.text, ega.text).toContain('success="true"');
    const [policy] = lab.state.ena.objects.findByAlias('po');
    expect(policy?.accession).toMatch(/^EGAP\d{11}$/);
    expect((await api.call(`${DROP_BOX}/policys/${policy?.accession}`)).status).toBe(200);
    await api.drop({ SAMPLE, STUDY, ACTION: 'ADD' });
    const targets = ['sa', 'st'].map((alias) => `<ACTION><RELEASE target="${alias}"/></ACTION>`).join('');
    const SUBMISSION = `<SUBMISSION><ACTIONS>${targets}</ACTIONS></SUBMISSION>`;
    expect((await api.drop({ SUBMISSION })).text.match(/status="PUBLIC"/g)).toHaveLength(2);
  });
});

describe('reports', () => {
  it('list what the account has, newest first, a hundred rows unless told otherwise', async () => {
    const lab = await start();
    const api = ena(lab);
    const samples = Array.from({ length: 120 }, (_, i) => sample(`n${i}`));
    await api.submit({ submission: submission('ADD'), samples });
    expect(await api.rows('samples')).toHaveLength(100);
    expect(await api.rows('samples?max-results=5000')).toHaveLength(122);
    expect((await api.rows('samples?max-results=1'))[0].alias).toBe('n119');
    expect(await api.rows('samples?status=public')).toHaveLength(1);
    expect(await ena(lab, 'webinBroker').rows('samples')).toHaveLength(1);
  });

  it('find one by accession or alias, and runs by their study', async () => {
    const lab = await start();
    const api = ena(lab);
    const expected = {
      id: 'ERR1000003',
      alias: 'ewe-17-liver-run-1',
      instrumentModel: 'Illumina NovaSeq 6000',
      firstCreated: '2021-03-02T08:30:00',
      firstPublic: '2021-03-02T08:30:00',
      releaseStatus: 'PUBLIC',
      submissionAccountId: 'Webin-12345',
      holdDate: null,
      studyId: 'ERP1000003',
      experimentId: 'ERX1000003',
      sampleId: 'ERS1000003',
    };
    for (const id of ['ERR1000003', 'ewe-17-liver-run-1', 'ERP1000003', 'ERX1000003']) {
      expect(await api.report(`runs/${id}`)).toEqual([{ report: expected, links: [] }]);
    }
    const [asStudy] = await api.rows('studies/PRJEB1000004');
    expect(asStudy).toMatchObject({ id: 'ERP1000004', secondaryId: 'PRJEB1000004', holdDate: '2120-01-01' });
    expect((await api.rows('samples/barley%20field%203'))[0]).toMatchObject({
      secondaryId: 'SAMEA1000004',
      taxId: '4513',
      scientificName: 'Hordeum vulgare',
    });
    expect((await api.call(`${REPORT}/samples/ERS1000006`)).status).toBe(404);
    expect((await api.rows('submissions/flock-2021'))[0].id).toMatch(/^ERA\d+$/);
  });

  it('come as CSV and as XML too', async () => {
    const lab = await start();
    const api = ena(lab);
    const csv = (await api.call('/ena/dev/submit/report/experiments?format=csv')).text.split('\n');
    expect(csv[0]).toMatch(/^id,alias,firstCreated/);
    expect(csv[1]).toMatch(/^ERX1000003,/);
    const xml = async (ids: string) => (await api.call(`${REPORT}/samples/xml/${ids}`)).text;
    expect(await xml('ERS1000003,ERS1000006,ERS1000004')).toMatch(
      /^<\?xml[\s\S]*ERS1000003[\s\S]*ERS1000004/,
    );
    expect(await xml('ERS1000003,ERS1000006')).not.toContain('ERS1000006');
    expect(await xml('SAMEA1000003')).toBe('');
    expect((await ena(lab).call(`${V2}/sample/barley%20field%203`)).body.accession).toBe('ERS1000004');
  });
});
