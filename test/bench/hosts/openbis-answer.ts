/**
 * The answer to a search for objects as openBIS writes it: an object in full where it comes first, by its number where it
 * comes again; what was not fetched is null.
 */

interface Wire {
  [field: string]: unknown;
}

const PROPERTIES = 30;
const TYPES = 8;
const COLLECTIONS = 200;
const PROJECTS = 20;
const SPACES = 4;
const PEOPLE = 25;

/** Some 20 MB for 10,000 objects. */
export function openbisAnswer(count: number): string {
  let ids = 0;
  const dto = (type: string, fields: Wire): Wire => {
    ids += 1;
    return { '@type': `as.dto.${type}`, '@id': ids, ...fields };
  };
  const known = new Map<string, unknown>();
  /** In full the first time, its number from then on. */
  const shared = (key: string, make: () => Wire): unknown => {
    const number = known.get(key);
    if (number !== undefined) return number;
    const made = make();
    known.set(key, made['@id']);
    return made;
  };
  const person = (n: number) =>
    shared(`person ${n}`, () =>
      dto('person.Person', {
        permId: dto('person.id.PersonPermId', { permId: `user${n}` }),
        userId: `user${n}`,
        firstName: 'Ada',
        lastName: `Tester ${n}`,
        email: `user${n}@lab.example`,
        active: true,
        registrationDate: 1_500_000_000_000,
        space: null,
        registrator: null,
        roleAssignments: null,
      }),
    );
  const space = (n: number) =>
    shared(`space ${n}`, () =>
      dto('space.Space', {
        code: `LAB${n}`,
        permId: dto('space.id.SpacePermId', { permId: `LAB${n}` }),
        frozen: false,
        registrator: person(n),
        projects: null,
      }),
    );
  const project = (n: number) =>
    shared(`project ${n}`, () =>
      dto('project.Project', {
        code: `P${n}`,
        permId: dto('project.id.ProjectPermId', { permId: `20200101120000000-${n}` }),
        identifier: dto('project.id.ProjectIdentifier', { identifier: `/LAB${n % SPACES}/P${n}` }),
        space: space(n % SPACES),
        registrator: person(n % PEOPLE),
        leader: null,
      }),
    );
  const collection = (n: number) =>
    shared(`collection ${n}`, () =>
      dto('experiment.Experiment', {
        code: `E${n}`,
        permId: dto('experiment.id.ExperimentPermId', { permId: `20200201120000000-${n}` }),
        identifier: dto('experiment.id.ExperimentIdentifier', {
          identifier: `/LAB${n % SPACES}/P${n % PROJECTS}/E${n}`,
        }),
        project: project(n % PROJECTS),
        properties: { NAME: `experiment ${n}` },
        samples: null,
      }),
    );
  const type = (n: number) =>
    shared(`type ${n}`, () =>
      dto('sample.SampleType', {
        code: `KIND${n}`,
        permId: dto('entitytype.id.EntityTypePermId', { permId: `KIND${n}`, entityKind: 'SAMPLE' }),
        listable: true,
        generatedCodePrefix: 'K',
        propertyAssignments: Array.from({ length: 15 }, (_, ordinal) =>
          dto('property.PropertyAssignment', {
            ordinal,
            mandatory: ordinal < 2,
            propertyType: dto('property.PropertyType', { code: `PROPERTY_${ordinal}`, dataType: 'VARCHAR' }),
          }),
        ),
        validationPlugin: null,
      }),
    );
  const objects = Array.from({ length: count }, (_, n) =>
    dto('sample.Sample', {
      fetchOptions: shared('fetch options', () =>
        dto('sample.fetchoptions.SampleFetchOptions', { from: null, count: null, parents: null, tags: null }),
      ),
      permId: dto('sample.id.SamplePermId', { permId: `20240101120000123-${n}` }),
      identifier: dto('sample.id.SampleIdentifier', {
        identifier: `/LAB${n % SPACES}/P${n % PROJECTS}/S${n}`,
      }),
      code: `S${n}`,
      registrationDate: 1_700_000_000_000 + n,
      modificationDate: 1_700_000_000_000 + 2 * n,
      frozen: false,
      frozenForComponents: false,
      frozenForChildren: false,
      frozenForParents: false,
      frozenForDataSets: false,
      type: type(n % TYPES),
      space: space(n % SPACES),
      project: project(n % PROJECTS),
      experiment: collection(n % COLLECTIONS),
      registrator: person(n % PEOPLE),
      modifier: person((n + 7) % PEOPLE),
      properties: Object.fromEntries(
        Array.from({ length: PROPERTIES }, (_, k) => [`PROPERTY_${k}`, `value ${k} of ${n}, in a few words`]),
      ),
      parents: null,
      children: null,
      container: null,
      components: null,
      dataSets: null,
      tags: null,
      attachments: null,
      history: null,
      materialProperties: null,
      sampleProperties: null,
      metaData: {},
    }),
  );
  const result = dto('common.search.SearchResult', { objects, totalCount: count });
  return JSON.stringify({ jsonrpc: '2.0', id: '1', result });
}
