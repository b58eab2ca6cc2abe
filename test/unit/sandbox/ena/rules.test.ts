import { expect, it } from 'vitest';
import { type Lab, listSandboxRules, type SandboxOptions } from '../../../../src/sandbox/index.ts';
import { ask, type Reply, start } from '../support.ts';
import { DROP_BOX, ena, experiment, fastq, project, REPORT, run, sample, submission, V2 } from './support.ts';

type Api = ReturnType<typeof ena>;
interface Provocation {
  status?: number;
  /** What the answer says. */
  says: string | RegExp;
  run(api: Api, lab: Lab): Promise<Reply>;
  options?: SandboxOptions;
}

const add = (objects: object, ...actions: (string | object)[]) => ({
  submission: submission('ADD', ...actions),
  ...objects,
});
const act = (...types: (string | object)[]) => ({ submission: submission(...types) });
const MINE = 'PRJEB1000004';
const OPEN = 'PRJEB1000003';
const onExperiment = (more: object) =>
  experiment('e', { accession: OPEN }, { accession: 'ERS1000003' }, more);
const withFiles = (...files: object[]) => ({ runs: [run('r', { accession: 'ERX1000003' }, files)] });

/** How to meet each rule. Status 400 or 200 by what the receipt says. */
const PROVOKE: Record<string, Provocation> = {
  'http.unauthenticated': {
    status: 401,
    says: /^$/,
    run: (_api, lab) => ask(`${lab.url}${V2}/submit`, { body: {} }),
  },
  'http.no-route': { status: 404, says: 'No message available', run: (api) => api.call(`${REPORT}/files`) },
  'http.method': { status: 405, says: "Request method 'GET'", run: (api) => api.call(`${V2}/submit`) },
  'http.accept': {
    status: 406,
    says: 'No acceptable representation',
    run: (api) => api.submit(add({ samples: [sample('a')] }), { accept: 'image/png' }),
  },
  'http.content-type': {
    status: 415,
    says: "Content-Type 'text/plain' is not supported",
    run: (api) => api.submit('x', { type: 'text/plain' }),
  },
  'document.json': {
    status: 400,
    says: /^Invalid submission JSON/,
    run: (api) => api.submit('{"submission":{},}'),
  },
  'document.xml': {
    status: 400,
    says: 'Unexpected root element SAMPLE_SET',
    run: (api) => api.submit('<SAMPLE_SET/>', { type: 'application/xml' }),
  },
  'document.unknown-field': {
    status: 400,
    says: 'Unrecognized field "taxId" in samples[0]',
    run: (api) => api.submit(add({ samples: [sample('a', { taxId: 9606 })] })),
  },
  'document.type': {
    status: 400,
    says: 'Cannot read samples: expected an array',
    run: (api) => api.submit(add({ samples: sample('a') })),
  },
  'document.missing': {
    status: 400,
    says: 'samples is missing',
    run: (api) => api.submit(add({ experiments: [onExperiment({ samples: null })] })),
  },
  'multipart.file': {
    status: 400,
    says: "Required request part 'file' is not present",
    async run(api) {
      const form = new FormData();
      form.append('file', '{}');
      const built = new Response(form);
      const type = built.headers.get('content-type') ?? '';
      return api.call(`${V2}/submit`, { body: await built.text(), type });
    },
  },
  'action.reserved': {
    status: 403,
    says: 'The KILL action is not allowed',
    run: (api) => api.submit(act({ type: 'KILL', target: MINE })),
  },
  'submit.timeout': {
    status: 408,
    says: '1 minute',
    run(api, lab) {
      lab.lifecycle.set('ena.submit', { after: { ms: '61s' } });
      return api.submit(add({ samples: [sample('a')] }));
    },
  },
  'poll.unknown': {
    status: 400,
    says: 'Unknown submission id: ERA1',
    run: (api) => api.call(`${V2}/submit/poll/ERA1`),
  },
  'object.unknown': { status: 404, says: 'Not Found', run: (api) => api.call(`${V2}/sample/ERS999`) },
  'object.foreign': { status: 403, says: 'Access Denied', run: (api) => api.call(`${V2}/sample/ERS1000006`) },
  'report.parameter': {
    status: 400,
    says: 'Invalid value "many" of parameter max-results',
    run: (api) => api.call(`${REPORT}/samples?max-results=many`),
  },
  'report.unknown': { status: 404, says: 'Not Found', run: (api) => api.call(`${REPORT}/samples/nobody`) },
  'submission.too-large': {
    says: 'Submission size 16.00 MBytes exceeds the maximum allowed size of 15.00 Mbytes.',
    run: (api) => api.submit(' '.repeat(16 * 1024 * 1024)),
  },
  'submission.queue-timeout': {
    says: '10 minutes',
    async run(api, lab) {
      lab.lifecycle.set('ena.queue', { after: 'immediate', fail: 'TIMEOUT' });
      const { body } = await api.call(`${V2}/submit/queue`, { body: add({ samples: [sample('a')] }) });
      return api.call(`${V2}/submit/poll/${body.submissionId}`);
    },
  },
  'submission.duplicate': {
    says: /In submission, alias:"flock-2021", accession:"". The object being added already exists in the submission account with accession: "ERA\d+"\./,
    run: (api) =>
      api.submit({ submission: { ...submission('ADD'), alias: 'flock-2021' }, samples: [sample('a')] }),
  },
  'submission.incomplete': {
    says: 'Submission XML  is missing or invalid or not included in submission XML',
    run: (api) => api.submit({ samples: [sample('a')] }),
  },
  'submission.invalid-xml': {
    says: 'Failed to validate project xml, error: string length (5) is less than minLength facet (20) in element TITLE',
    run: (api) => api.submit(add({ projects: [project('p', { title: 'short' })] })),
  },
  'submission.center': {
    says: 'Center name must be provided',
    run: (_api, lab) => ena(lab, 'webinBroker').submit(add({ samples: [sample('a')] })),
  },
  'action.target-missing': {
    says: 'The CANCEL action requires a target.',
    run: (api) => api.submit(act('CANCEL')),
  },
  'action.target-unknown': {
    says: 'target: "ERS1000006". The object does not exist in the submission account.',
    run: (api) => api.submit(act({ type: 'CANCEL', target: 'ERS1000006' })),
  },
  'action.target-ambiguous': {
    says: 'The alias is used by several objects',
    async run(api) {
      await api.submit(add({ samples: [sample('both')], projects: [project('both')] }));
      return api.submit(act({ type: 'CANCEL', target: 'both' }));
    },
  },
  'hold.date': {
    says: 'Invalid hold date: "next year".',
    run: (api) => api.submit(act({ type: 'HOLD', target: MINE, holdUntilDate: 'next year' })),
  },
  'hold.too-far': {
    says: 'The hold date 2028-01-16 must not be more than two years in the future.',
    run: (api) => api.submit(add({ samples: [sample('a')] }, { type: 'HOLD', holdUntilDate: '2028-01-16' })),
  },
  'hold.public': {
    says: 'The object is public and can not be held.',
    run: (api) => api.submit(act({ type: 'HOLD', target: OPEN, holdUntilDate: '2027-01-01' })),
  },
  'hold.kind': {
    says: 'for studies, projects and samples only.',
    run: (api) => api.submit(act({ type: 'HOLD', target: 'ERX1000003', holdUntilDate: '2027-01-01' })),
  },
  'cancel.public': {
    says: 'is not private and can not be cancelled.',
    run: (api) => api.submit(act({ type: 'CANCEL', target: OPEN })),
  },
  'object.alias-missing': {
    says: 'The alias must be provided.',
    run: (api) => api.submit(add({ samples: [sample('')] })),
  },
  'object.duplicate': {
    says: 'In sample, alias: "barley field 3". The object being added already exists in the submission account with accession: "ERS1000004".',
    run: (api) => api.submit(add({ samples: [sample('barley field 3')] })),
  },
  'object.duplicate-in-document': {
    says: 'The sample alias (a) found more than once but sample alias must be unique.',
    run: (api) => api.submit(add({ samples: [sample('a'), sample('a')] })),
  },
  'modify.unknown': {
    says: 'In sample, alias: "a", accession:"". The object being modified does not exist',
    run: (api) => api.submit({ submission: submission('MODIFY'), samples: [sample('a')] }),
  },
  'modify.cancelled': {
    says: 'has been cancelled and can not be modified',
    async run(api) {
      await api.submit(act({ type: 'CANCEL', target: 'ERS1000004' }));
      return api.submit({ submission: submission('MODIFY'), samples: [sample('barley field 3')] });
    },
  },
  'modify.files': {
    says: 'The files of a submitted run can not be changed.',
    run: (api) =>
      api.submit({
        submission: submission('MODIFY'),
        runs: [run('ewe-17-liver-run-1', { accession: 'ERX1000003' }, [fastq('other.fastq.gz')])],
      }),
  },
  'reference.missing': {
    says: 'In experiment, alias: "e". Failed to find referenced study "nowhere".',
    run: (api) => api.submit(add({ experiments: [onExperiment({ study: { alias: 'nowhere' } })] })),
  },
  'sample.taxon': {
    says: 'In sample, alias: "a". Invalid tax id: "9605". The taxon is unknown or not submittable.',
    run: (api) => api.submit(add({ samples: [sample('a', { organism: { taxonId: 9605 } })] })),
  },
  'sample.checklist': {
    says: /Sample: a; Attribute: geographic location \(country and\/or sea\); Reason: must be equal to one of the allowed values:\[Afghanistan, /,
    run(api) {
      const [date, country] = sample('a').attributes;
      return api.submit(
        add({ samples: [sample('a', { attributes: [date, { ...country, value: 'Narnia' }] })] }),
      );
    },
  },
  'sample.checklist-missing': {
    says: 'Sample: a; Reason: must have required property collection date',
    run: (api) => api.submit(add({ samples: [sample('a', { attributes: [] })] })),
  },
  'sample.checklist-unknown': {
    says: 'checklist ERC000054 does not exist',
    run: (api) =>
      api.submit(
        add({ samples: [sample('a', { attributes: [{ tag: 'ena-checklist', value: 'ERC000054' }] })] }),
      ),
  },
  'file.missing': {
    says: 'In run, alias: "r". File "r_1.fastq.gz" does not exist in the upload area.',
    run: (api) => api.submit(add(withFiles(fastq('r_1.fastq.gz')))),
  },
  'run.group': {
    says: 'In run, alias:"r", accession:"". Invalid group of files: 1 "SOLiD_native" file. Supported file grouping(s) are: [ at least 1 "fastq" file ], [ 1 "bam" file ]',
    run: (api) => api.submit(add(withFiles({ ...fastq('r'), fileType: 'SOLiD_native' }))),
  },
  'run.read-type': {
    says: 'In run, alias: "r". Read type information missing in run.',
    run: (api) => api.submit(add(withFiles(fastq('1'), fastq('2'), fastq('3')))),
  },
};

/** Rules that need files in the upload area or belong to the public look-ups are met in tests of their own. */
const ELSEWHERE = /^(portal|browser|taxonomy|checklist|file\.checksum-missing|cancel\.assembly)/;

it('every rule has a way to meet it', () => {
  const rules = listSandboxRules().filter(({ service }) => service === 'ena');
  const ids = rules.map(({ rule }) => rule.id).filter((id) => !ELSEWHERE.test(id));
  expect(Object.keys(PROVOKE).sort()).toEqual(ids.sort());
});

it.each(Object.entries(PROVOKE))('%s', async (id, { status = 200, says, run, options }) => {
  const lab = await start(options);
  const before = lab.state.ena.objects.list().length;
  const reply = await run(ena(lab), lab);
  expect(reply.status, reply.text).toBe(status);
  const text = status === 200 ? reply.body.messages.error.join('\n') : reply.text.replaceAll('\\"', '"');
  if (typeof says === 'string') expect(text).toContain(says);
  else expect(text).toMatch(says);
  if (status === 200) expect(reply.body.success).toBe(false);
  const last = lab.journal.requests().at(-1);
  if (id !== 'submission.queue-timeout') expect(last?.rule).toBe(id);
  expect(last?.crash).toBeNull();
  const set = ['modify.cancelled', 'action.target-ambiguous'].includes(id);
  if (!set) expect(lab.state.ena.objects.list().length).toBe(before);
});

it('the drop-box answers a broken part with a receipt', async () => {
  const lab = await start();
  const reply = await ena(lab).drop({ SAMPLE: '<SAMPLE_SET><SAMPLE></SAMPLE_SET>', ACTION: 'ADD' });
  expect(reply.status).toBe(200);
  expect(reply.text).toContain('<ERROR>Failed to validate sample xml, error: ');
  expect((await ask(`${lab.url}${DROP_BOX}/submit`, { body: {} })).status).toBe(401);
});

it.each([
  ['SEQUENCE_VARIATION', 'EXPERIMENT_TYPE', 'WGS', 'Whole genome sequencing'],
  ['SEQUENCE_ASSEMBLY', 'TYPE', 'isolate', 'clone or isolate'],
  ['SEQUENCE_ASSEMBLY', 'MOL_TYPE', 'DNA', 'genomic DNA'],
])('takes only the words that the schema lists: %s, %s', async (analysisType, tag, wrong, right) => {
  const api = ena(await start());
  const errors = async (value: string): Promise<string[]> => {
    const given = { NAME: 'n', PARTIAL: 'false', COVERAGE: '10', PROGRAM: 'p', PLATFORM: 'q', [tag]: value };
    const attributes = Object.entries(given).map(([name, text]) => ({ tag: name, value: text }));
    const study = { accession: MINE };
    const files = [{ ...fastq('v.vcf.gz'), fileType: 'vcf' }];
    const analyses = [{ alias: 'an', title: 'an', study, analysisType, files, attributes }];
    return (await api.submit(add({ analyses }))).body.messages.error;
  };
  expect(await errors(wrong)).toEqual([
    `Failed to validate analysis xml, error: string value '${wrong}' is not a valid enumeration value for ${tag}`,
  ]);
  expect(await errors(right)).toEqual([
    'In analysis, alias: "an". File "v.vcf.gz" does not exist in the upload area.',
  ]);
});

it('reads the days of a document year first, and only those of the field HOLD_DATE day first', async () => {
  const api = ena(await start());
  const { body } = await api.submit(
    add({ samples: [sample('a')] }, { type: 'HOLD', holdUntilDate: '12-07-2026' }),
  );
  expect(body).toMatchObject({
    success: false,
    messages: { error: ['In action HOLD. Invalid hold date: "12-07-2026".'] },
  });
});
