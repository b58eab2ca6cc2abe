// Stores samples into a submission until it is killed; the test beside this folder starts it.
import { createClient, fromEnv, type NewUsiSample } from 'accession';

const [submission = '', count = '0', journal = ''] = process.argv.slice(2);
const { usi } = createClient(fromEnv());
const samples = Array.from({ length: Number(count) }, (_, i): NewUsiSample => ({ alias: `s${i}` }));
const { counts } = await usi.samples.createMany(submission, samples, { journal, concurrency: 2 }).done();
console.log(JSON.stringify(counts));
