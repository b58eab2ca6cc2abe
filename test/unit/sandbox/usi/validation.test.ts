import { describe, expect, it } from 'vitest';
import { type Api, child, completed, lab, sheep, TEAM } from './support.ts';

const verdict = async (api: Api, sample: object) => {
  const { id } = await api.newSubmission();
  const stored = await api.addSheep(id, sample);
  api.validated();
  return api.result(stored);
};
const related = (...sampleRelationships: unknown[]) => sheep('lamb', { sampleRelationships });

describe('validators', () => {
  it.each([
    ['Taxonomy', { taxonId: null }, ['Invalid taxonomy: No taxonID provided.']],
    ['Taxonomy', { taxon: '' }, ['Invalid taxonomy: No taxon provided.']],
    ['Taxonomy', { taxonId: 99999999 }, ['Invalid taxonomy: Taxonomy not found.']],
    ['Taxonomy', { taxonId: 9605, taxon: 'Homo' }, ['Invalid taxonomy: Taxonomy not submittable.']],
    [
      'Taxonomy',
      { taxon: 'ovis aries' },
      [
        'Invalid taxonomy: Taxon should match the scientific name from the INSDC taxonomy database (Ovis aries), but is ovis aries',
      ],
    ],
    ['Biosamples', { releaseDate: null }, ['A sample must have a release date.']],
    ['Biosamples', { sampleRelationships: [null] }, ['When present, a SampleRelationship must not be null.']],
    [
      'Biosamples',
      { sampleRelationships: [{}] },
      [
        'A SampleRelationship must have a RelationshipNature.',
        'A SampleRelationship must have a target sample accession or alias.',
      ],
    ],
    [
      'Core',
      { sampleRelationships: [{ alias: 'x', relationshipNature: 'child of' }] },
      [`Could not find reference for ALIAS: x in TEAM: ${TEAM} `],
    ],
    [
      'Core',
      { sampleRelationships: [{ accession: 'SAMEA7', relationshipNature: 'child of' }] },
      ['Could not find reference target: SAMEA7 '],
    ],
    [
      'Core',
      { attributes: { breed: [{ value: null }] } },
      ["An attribute value can't be null. Attribute - {}"],
    ],
  ])('%s: %j', async (author, change, messages) => {
    const api = await lab();
    const result = await verdict(api, sheep('lamb', change));
    expect(result.errorMessages).toEqual({ [author]: messages });
    expect(result.overallValidationOutcomeByAuthor).toMatchObject({ [author]: 'Error' });
  });

  it('warn of an unknown nature, which stops nothing', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    await api.add(id, sheep('mother'));
    const lamb = await api.addSheep(id, related({ alias: 'mother', relationshipNature: 'friend of' }));
    api.validated();
    const full = await api.call((await api.result(lamb))._links.self.href);
    expect(full.body).toMatchObject({
      version: 1,
      overallValidationOutcomeByAuthor: { Biosamples: 'Warning', Core: 'Pass' },
      errorMessages: {
        Biosamples: ['SampleRelationship nature: [friend of] unknown, please verify if you wish to proceed.'],
      },
      expectedResults: {
        Core: [{ validationAuthor: 'Core', validationStatus: 'Pass', entityUuid: lamb }],
        Biosamples: [{ validationStatus: 'Warning', message: expect.any(String) }],
      },
    });
    const of = (which: string) =>
      api.call(
        `/samples/search/by-submission-and-data-type-with-${which}?submissionId=${id}&dataTypeId=samples`,
      );
    expect((await of('warnings')).body._embedded.samples).toMatchObject([{ alias: 'lamb' }]);
    expect((await of('errors')).body._embedded.samples).toEqual([]);
    expect((await api.submit(id)).status).toBe(200);
  });

  it('show Pending per author while they work', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const sample = await api.addSheep(id, sheep('animal_1'));
    const { body } = await api.call(`/validationResults/search/by-entity?entityUuid=${sample}`);
    expect(body.expectedResults.Taxonomy).toEqual([
      { validationAuthor: 'Taxonomy', validationStatus: 'Pending', entityUuid: sample },
    ]);
    expect(body.overallValidationOutcomeByAuthor).toBeUndefined();
    expect(body.errorMessages).toBeUndefined();
  });
});

describe('chained validation', () => {
  const version = async (api: Api, sample: string) =>
    (await api.call(`/validationResults/search/by-entity?entityUuid=${sample}`)).body;

  it('clears the error of a child that came before its parent', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const lamb = await api.addSheep(id, child('lamb', 'mother'));
    const loner = await api.addSheep(id, sheep('loner'));
    api.validated();
    expect((await api.result(lamb)).overallValidationOutcomeByAuthor.Core).toBe('Error');
    await api.add(id, sheep('mother'));
    expect((await api.result(lamb)).validationStatus, 'back to pending').toBe('Pending');
    expect((await api.result(loner)).validationStatus, 'not concerned').toBe('Complete');
    api.validated();
    expect(await version(api, lamb)).toMatchObject({
      version: 2,
      overallValidationOutcomeByAuthor: { Core: 'Pass' },
    });
    expect(await version(api, loner)).toMatchObject({ version: 1 });
  });

  it('finds the children of a parent that was deleted or renamed, and asks everybody after a deletion', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const mother = await api.addSheep(id, sheep('mother'));
    const lamb = await api.addSheep(id, child('lamb', 'mother'));
    const loner = await api.addSheep(id, sheep('loner'));
    api.validated();
    await api.call(`/samples/${mother}`, { method: 'PATCH', body: { alias: 'granny' } });
    api.validated();
    expect((await api.result(lamb)).overallValidationOutcomeByAuthor.Core).toBe('Error');
    await api.call(`/samples/${mother}`, { method: 'PATCH', body: { alias: 'mother' } });
    api.validated();
    expect((await api.result(lamb)).overallValidationOutcomeByAuthor.Core).toBe('Pass');
    expect((await api.call(`/samples/${mother}`, { method: 'DELETE' })).status).toBe(204);
    expect((await api.result(loner)).validationStatus).toBe('Pending');
    api.validated();
    expect((await api.result(lamb)).errorMessages.Core).toEqual([
      `Could not find reference for ALIAS: mother in TEAM: ${TEAM} `,
    ]);
  });

  it('drops the answer to an older version', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const sample = await api.addSheep(id, sheep('animal_1'));
    api.lab.clock.advance(200);
    await api.call(`/samples/${sample}`, { method: 'PATCH', body: { taxon: 'Ovis' } });
    api.lab.clock.advance(200);
    expect((await api.result(sample)).validationStatus, 'the first answer would be due').toBe('Pending');
    api.lab.clock.advance(100);
    expect(await version(api, sample)).toMatchObject({
      version: 2,
      overallValidationOutcomeByAuthor: { Taxonomy: 'Error' },
    });
  });

  it('finds references in other submissions of the team, and by accession', async () => {
    const api = await lab();
    await completed(api, sheep('mother'));
    const accession = api.lab.state.usi.samples.list()[0]?.accession;
    const { id } = await api.newSubmission();
    const byAlias = await api.addSheep(id, child('lamb', 'mother'));
    const byAccession = await api.addSheep(
      id,
      sheep('twin', { sampleRelationships: [{ accession, relationshipNature: 'derived from' }] }),
    );
    api.validated();
    for (const sample of [byAlias, byAccession]) {
      expect((await api.result(sample)).overallValidationOutcomeByAuthor.Core).toBe('Pass');
    }
    const { body } = await api.call(`/samples/${byAlias}`);
    expect(body.sampleRelationships, 'the team is filled in').toEqual([
      { alias: 'mother', relationshipNature: 'derived from', team: TEAM },
    ]);
    const other = await api.call(`/samples/${byAccession}`);
    expect(other.body.sampleRelationships, 'but not beside an accession').toEqual([
      { accession, relationshipNature: 'derived from' },
    ]);
  });
});
