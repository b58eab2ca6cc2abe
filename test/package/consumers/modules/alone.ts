// Compiled, never run: one subpath, without the front door. With the new resolutions a declaration file can name a type
// only by an entry point that exports it, so whatever people keep in a value has to be exported by the subpath itself.
import { BioSamples, webin } from 'accession/biosamples';

export const auth = webin({ token: 'given' });
export const biosamples = new BioSamples({ auth });
export const { samples } = biosamples;
export const list = samples.search({ text: 'barley' });
export const pages = list.pages();
export const validation = samples.validate({ name: 'a', characteristics: {} });
