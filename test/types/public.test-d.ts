import type { Pager, Sample, SampleContent, SampleUpdate } from 'accession';
import { BioSamples } from 'accession/biosamples';
import { expectTypeOf } from 'vitest';
import type * as z from 'zod';
import type * as schemas from '../../src/services/biosamples/schemas/samples.ts';

const client = new BioSamples();

expectTypeOf(client.samples.get('SAMEA1')).resolves.toEqualTypeOf<Sample>();
expectTypeOf(client.samples.search()).toEqualTypeOf<Pager<Sample>>();
expectTypeOf(client.with({ retries: 0 })).toEqualTypeOf<BioSamples>();

// What `get` gives can be edited and sent back.
expectTypeOf<Sample>().toExtend<SampleUpdate>();

// Every field that an interface names is known to its schema: else drift would be reported for it.
type Known<T> = keyof { [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K] };
type Shape<S extends () => z.ZodObject> = keyof ReturnType<S>['shape'];
expectTypeOf<Exclude<Known<Sample>, Shape<typeof schemas.sample>>>().toEqualTypeOf<never>();
expectTypeOf<Exclude<Known<SampleContent>, Shape<typeof schemas.sampleEcho>>>().toEqualTypeOf<never>();

// @ts-expect-error a new sample needs a release date
void client.samples.create({ name: 'a' });
// @ts-expect-error a new sample has no accession yet
void client.samples.create({ name: 'a', release: '2026-01-01', accession: 'SAMEA1' });
const one = { text: 'Homo sapiens' };
// @ts-expect-error a characteristic is a list of values
void client.samples.create({ name: 'a', release: '2026-01-01', characteristics: { organism: one } });
// @ts-expect-error options are checked by name
void client.samples.get('SAMEA1', { timeout: 5 });
// @ts-expect-error a Pager is not a promise
client.samples.search().then();
