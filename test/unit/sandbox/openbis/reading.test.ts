import { describe, expect, it } from 'vitest';
import { start } from '../support.ts';
import {
  AS,
  experimentId,
  fetched,
  leaf,
  openbis,
  projectId,
  property,
  rpc,
  sampleId,
  spaceId,
  typeId,
  where,
} from './support.ts';

const person = fetched('person');

describe('identity in answers', () => {
  it('writes an object in full once, and its number afterwards', async () => {
    const { result } = await openbis();
    const options = fetched('sample', { type: fetched('sampleType'), registrator: person, modifier: person });
    const { objects } = await result('searchSamples', where('sample'), options);
    expect(objects).toHaveLength(3);
    const [first, second] = objects;
    expect(first.type).toMatchObject({ '@type': 'as.dto.sample.SampleType', code: 'EXPERIMENTAL_STEP' });
    expect(first.modifier).toBe(first.registrator['@id']);
    expect(second.type).toBe(first.type['@id']);
    expect(second.registrator).toBe(first.registrator['@id']);
    expect(first.parents).toBeNull();
    // Each object has options of its own, whose parts are shared.
    expect(second.fetchOptions.type).toBe(first.fetchOptions.type['@id']);
  });

  it('numbers from 1 without a gap or a repetition', async () => {
    const { result } = await openbis();
    const parts = { parents: fetched('sample', { space: fetched('space') }), space: fetched('space') };
    const ids: number[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('@id' in value) ids.push(value['@id'] as number);
      for (const item of Object.values(value)) walk(item);
    };
    walk(await result('searchSamples', where('sample'), fetched('sample', parts)));
    expect([...ids].sort((a, b) => a - b)).toEqual(ids.map((_, i) => i + 1));
  });

  it('makes cycles of self-referring fetch options', async () => {
    const { result } = await openbis();
    const options = {
      '@type': 'as.dto.sample.fetchoptions.SampleFetchOptions',
      '@id': 0,
      parents: 0,
      children: 0,
    };
    const found = await result('getSamples', [sampleId('/DEMO/BARLEY/EXP1')], options);
    const top = found['/DEMO/BARLEY/EXP1'];
    expect(top.parents).toEqual([]);
    expect(top.children[0].code).toBe('EXP2');
    expect(top.children[0].parents).toEqual([top['@id']]);
  });

  it('writes a record again when the fetch options differ', async () => {
    const { result } = await openbis();
    const options = fetched('sample', { parents: fetched('sample'), type: fetched('sampleType') });
    const { objects } = await result('searchSamples', where('sample'), options);
    expect(objects[1].parents[0]).toMatchObject({ code: 'EXP1', type: null });
    expect(objects[1].parents[0]['@id']).not.toBe(objects[0]['@id']);
  });

  it('keeps the order of keys that look like numbers', async () => {
    const { call, result } = await openbis();
    const roles = await result('searchRoleAssignments', where('roleAssignment'), fetched('roleAssignment'));
    const ids = roles.objects.map(({ id }: { id: { techId: number } }) => id.techId).reverse();
    const asked = ids.map((techId: number) => ({
      '@type': 'as.dto.roleassignment.id.RoleAssignmentTechId',
      techId,
    }));
    const { text } = await call(
      'getRoleAssignments',
      asked,
      fetched('roleAssignment', { registrator: person }),
    );
    expect(ids[0]).toBeGreaterThan(ids[1]);
    expect(text.indexOf(`"${ids[0]}":`)).toBeLessThan(text.indexOf(`"${ids[1]}":`));
  });
});

describe('get', () => {
  it('finds by every form of id, keyed by the text as it was sent, and leaves out what it does not know', async () => {
    const { lab, result } = await openbis();
    const leaf1 = lab.state.openbis.objects.get('/DEMO/BARLEY/LEAF-1');
    const ids = [
      sampleId('/demo/barley/leaf-1'),
      sampleId(leaf1?.permId ?? ''),
      sampleId('/DEMO/BARLEY/NOPE'),
    ];
    const samples = await result('getSamples', ids, fetched('sample'));
    expect(Object.keys(samples)).toEqual(['/demo/barley/leaf-1', leaf1?.permId]);
    expect(samples[leaf1?.permId ?? '']).toBe(samples['/demo/barley/leaf-1']['@id']);
    const spaces = await result(
      'getSpaces',
      [spaceId('DEMO')],
      fetched('space', { projects: fetched('project') }),
    );
    expect(spaces.DEMO.projects[0].identifier.identifier).toBe('/DEMO/BARLEY');
    const projects = await result(
      'getProjects',
      [projectId('/DEMO/BARLEY')],
      fetched('project', { leader: person }),
    );
    expect(projects['/DEMO/BARLEY'].leader).toBeNull();
    const path = '/DEMO/BARLEY/GREENHOUSE';
    const collections = await result(
      'getExperiments',
      [experimentId(path)],
      fetched('experiment', { samples: fetched('sample') }),
    );
    expect(collections[path].samples.map(({ code }: { code: string }) => code)).toEqual(['EXP1', 'EXP2']);
    const types = await result('getSampleTypes', [typeId('SPECIMEN')], fetched('sampleType'));
    expect(types.SPECIMEN).toMatchObject({ autoGeneratedCode: false, propertyAssignments: null });
    const term = {
      '@type': 'as.dto.vocabulary.id.VocabularyTermPermId',
      code: 'HORDEUM_VULGARE',
      vocabularyCode: 'SPECIES',
    };
    const terms = await result(
      'getVocabularyTerms',
      [term],
      fetched('vocabularyTerm', { vocabulary: fetched('vocabulary') }),
    );
    expect(terms['HORDEUM_VULGARE (SPECIES)']).toMatchObject({
      label: 'Barley',
      vocabulary: { code: 'SPECIES' },
    });
    const me = await result('getPersons', [{ '@type': 'as.dto.person.id.Me' }], person);
    expect(me.me).toMatchObject({ userId: 'admin', active: true });
  });

  it('sorts and cuts nested lists', async () => {
    const { result } = await openbis();
    const sort = {
      '@type': 'as.dto.sample.fetchoptions.SampleSortOptions',
      sortings: [{ '@type': 'as.dto.common.fetchoptions.Sorting', field: 'CODE', order: { asc: false } }],
    };
    const options = fetched('experiment', { samples: fetched('sample', { sort, from: 0, count: 1 }) });
    const { objects } = await result('searchExperiments', where('experiment'), options);
    expect(objects[0].samples.map(({ code }: { code: string }) => code)).toEqual(['EXP2']);
  });
});

describe('search', () => {
  const cases: [string, string[], ...object[]][] = [
    ['everything', ['EXP1', 'EXP2', 'LEAF-1']],
    ['a code, in any case', ['EXP1'], leaf('Code', 'StringEqualTo', 'exp1')],
    ['wildcards', ['EXP1', 'EXP2'], leaf('Code', 'StringEqualTo', 'exp?')],
    ['wildcards switched off', [], leaf('Code', 'StringEqualTo', 'EXP?', { useWildcards: false })],
    [
      'a code without a field name, in a single value',
      ['EXP2'],
      { ...leaf('Code', 'StringEqualTo', 'EXP2') },
    ],
    ['text in a property', ['EXP2'], property('String', '$NAME', 'StringContains', 'STRESS')],
    ['text of a property, exactly', [], property('String', '$NAME', 'StringEqualTo', 'drought stress')],
    ['a number', ['LEAF-1'], property('Number', 'WEIGHT', 'NumberGreaterThan', '2.4')],
    ['another number', [], property('Number', 'WEIGHT', 'NumberGreaterThan', 2.5)],
    ['a number written as text', ['LEAF-1'], property('String', 'WEIGHT', 'StringEqualTo', '2.50')],
    ['a date', ['EXP2'], property('Date', 'START_DATE', 'DateLaterThan', '2024-03-01')],
    [
      'a date, the day itself too',
      ['EXP1', 'EXP2'],
      property('Date', 'START_DATE', 'DateLaterThanOrEqualTo', '2024-03-01'),
    ],
    ['a boolean', ['EXP1'], { ...property('Boolean', 'FINISHED_FLAG', 'x', true), fieldValue: true }],
    [
      'a term',
      ['LEAF-1'],
      { ...property('ControlledVocabulary', 'SPECIES', 'x', ''), fieldValue: 'HORDEUM_VULGARE' },
    ],
    ['any property', ['LEAF-1'], leaf('AnyProperty', 'StringContains', 'leaf 1')],
    ['any field', ['EXP2'], leaf('AnyField', 'StringContains', 'ten days')],
    ['a property that is set', ['LEAF-1'], property('Number', 'WEIGHT', 'NumberEqualTo', null)],
    ['a property that no type has', [], property('String', 'NOPE', 'StringEqualTo', 'x')],
    [
      'a parent',
      ['EXP2'],
      {
        '@type': 'as.dto.sample.search.SampleParentsSearchCriteria',
        criteria: leaf('Code', 'StringEqualTo', 'EXP1'),
      },
    ],
    [
      'any parent',
      ['EXP2', 'LEAF-1'],
      { '@type': 'as.dto.sample.search.SampleParentsSearchCriteria', criteria: [] },
    ],
    [
      'no parent',
      ['EXP1'],
      { '@type': 'as.dto.sample.search.SampleParentsSearchCriteria', criteria: [], negated: true },
    ],
    [
      'a child',
      ['EXP1'],
      {
        '@type': 'as.dto.sample.search.SampleSearchCriteria',
        relation: 'CHILDREN',
        criteria: [leaf('Code', 'StringEqualTo', 'EXP2')],
      },
    ],
    [
      'a child, named by class and by relation',
      ['EXP1'],
      {
        '@type': 'as.dto.sample.search.SampleChildrenSearchCriteria',
        relation: 'CHILDREN',
        criteria: [leaf('Code', 'StringEqualTo', 'EXP2')],
      },
    ],
    ['no experiment', ['LEAF-1'], { '@type': 'as.dto.experiment.search.NoExperimentSearchCriteria' }],
    [
      'a space in a project',
      ['EXP1', 'EXP2', 'LEAF-1'],
      where('project', where('space', leaf('Code', 'StringEqualTo', 'DEMO'))),
    ],
    ['a type', ['LEAF-1'], where('sampleType', [leaf('Code', 'StringStartsWith', 'spec')])],
    [
      'one or the other',
      ['EXP1', 'LEAF-1'],
      where('sample', [leaf('Code', 'StringEqualTo', 'EXP1'), leaf('Code', 'StringEqualTo', 'LEAF-1')], {
        operator: 'OR',
      }),
    ],
    [
      'none of these',
      ['EXP2'],
      where('sample', [leaf('Code', 'StringEqualTo', 'EXP1'), leaf('Code', 'StringEqualTo', 'LEAF-1')], {
        operator: 'OR',
        negated: true,
      }),
    ],
    [
      'an id',
      ['EXP2'],
      { '@type': 'as.dto.common.search.IdSearchCriteria', id: sampleId('/DEMO/BARLEY/EXP2') },
    ],
    [
      'the registrator',
      ['EXP1', 'EXP2', 'LEAF-1'],
      {
        '@type': 'as.dto.person.search.RegistratorSearchCriteria',
        criteria: [
          {
            '@type': 'as.dto.person.search.UserIdSearchCriteria',
            fieldValue: { '@type': 'as.dto.common.search.StringEqualToValue', value: 'admin' },
          },
        ],
      },
    ],
    ['a registration date', [], leaf('RegistrationDate', 'DateEarlierThan', '2026-01-15')],
    [
      'a registration date of that day',
      ['EXP1', 'EXP2', 'LEAF-1'],
      leaf('RegistrationDate', 'DateEqualTo', '2026-01-15'),
    ],
  ];
  it.each(cases)('by %s', async (_name, codes, ...criteria) => {
    const { find } = await openbis();
    expect(await find(...criteria)).toEqual(codes);
  });

  it('pages and counts all', async () => {
    const { result } = await openbis();
    const page = await result('searchSamples', where('sample'), fetched('sample', { from: 1, count: 1 }));
    expect([page.totalCount, page.objects.map(({ code }: { code: string }) => code)]).toEqual([3, ['EXP2']]);
  });

  it('sorts by property, nothing last', async () => {
    const { result } = await openbis();
    const sort = { sortings: [{ field: 'PROPERTYSTART_DATE', order: { asc: false } }] };
    const { objects } = await result('searchSamples', where('sample'), fetched('sample', { sort }));
    expect(objects.map(({ code }: { code: string }) => code)).toEqual(['LEAF-1', 'EXP2', 'EXP1']);
  });

  it.each([
    ['String does not represent a number: [heavy]', property('String', 'WEIGHT', 'StringEqualTo', 'heavy')],
    ['String does not represent a date: [soon]', property('Date', 'START_DATE', 'DateEqualTo', 'soon')],
    [
      'Operator Contains undefined for datatype INTEGER.',
      property('String', 'REPLICATES', 'StringContains', '3'),
    ],
  ])('refuses: %s', async (message, criterion) => {
    const { refusal } = await openbis();
    expect(await refusal('searchSamples', where('sample', [criterion]), fetched('sample'))).toBe(
      `${message} (Context: [])`,
    );
  });

  it('shows an observer what lies in his space only, and lets him change nothing', async () => {
    const { lab, result, refusal } = await openbis({}, ['observer', 'observer-password']);
    const spaces = await result('searchSpaces', where('space'), fetched('space'));
    expect(spaces.objects.map(({ code }: { code: string }) => code)).toEqual(['DEMO']);
    expect(await result('getSpaces', [spaceId('PRIVATE')], fetched('space'))).toEqual({});
    expect(await refusal('createSpaces', [{ code: 'MINE' }])).toMatch(
      /^Authorization failure: None of method roles '\[INSTANCE_ADMIN\]' could be found in roles of user 'observer'\./,
    );
    expect(lab.state.openbis.spaces()).toEqual(['DEMO', 'PRIVATE']);
    const denied = { code: 'P', spaceId: spaceId('PRIVATE') };
    expect(await refusal('createProjects', [denied])).toMatch(
      /^Access denied to object with SpacePermId = \[PRIVATE\]\./,
    );
  });

  it('is not disturbed by what happens in another sandbox', async () => {
    const one = await openbis();
    const two = await openbis();
    await one.create({});
    expect(await one.find()).toHaveLength(4);
    expect(await two.find()).toHaveLength(3);
    const reply = await rpc(two.lab, 'isSessionActive', [`${one.token}x`]);
    expect(reply.result).toBe(false);
  });
});

it.each([AS, '/datastore_server/session_workspace_file_upload'])(
  'answers a browser that asks first: OPTIONS %s',
  async (path) => {
    const lab = await start();
    const response = await fetch(lab.url + path, { method: 'OPTIONS', headers: { origin: 'http://a.test' } });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await fetch(`${lab.url}/openbis/nowhere`, { method: 'OPTIONS' })).status).toBe(404);
  },
);
