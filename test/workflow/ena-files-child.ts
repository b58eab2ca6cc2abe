// Run by ena-files.test.ts: uploads FILE, and kills itself when DIE_AT of it has gone out.
import { createClient, fromEnv } from 'accession';

const { FILE = '', DIE_AT } = process.env;
const uploaded = await createClient(fromEnv()).ena.files.upload(FILE, {
  onProgress({ transferred, total = 0 }) {
    if (DIE_AT !== undefined && transferred >= total * Number(DIE_AT)) process.kill(process.pid, 'SIGKILL');
  },
});
console.log(JSON.stringify(uploaded));
