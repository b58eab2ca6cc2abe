import { BioSamples } from 'accession';
import { expect, it } from 'vitest';
import { FakeTransport } from '../../../support/fake-transport.ts';

const sample = { name: 'a', characteristics: { organism: [{ text: 'Ovis aries' }] } };

it.each([
  ['no JSON Schema', { not: 'what?' }],
  ['of a draft that is not known here', { id: 'x', type: 'object' }],
  ['full of a pattern that is none', { properties: { name: { type: 'string', pattern: '(' } } }],
])('a checklist that is %s is told as ours, with another way', async (_, schema) => {
  const transport = new FakeTransport({ body: schema });
  const { checklists } = new BioSamples({ url: 'https://biosamples.test', transport });
  await expect(checklists.validate(sample, 'ERC000011')).rejects.toMatchObject({
    code: 'input',
    operation: 'biosamples.checklists.validate',
    message: expect.stringMatching(
      /ERC000011 cannot be followed here[\s\S]*samples\.validate asks the repository/,
    ),
  });
});
