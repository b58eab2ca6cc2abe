/**
 * The twin of ena-submit.ts, in XML: ready text as many pipelines have it, and objects that JSON could not say in full.
 *
 *     npx accession sandbox exec -- npx tsx examples/ena-submit-xml.ts
 */
import { add, createClient, fromEnv, fromXml, toXml } from 'accession';

const { ena } = createClient(fromEnv());
const round = Date.now().toString(36);

// Ready text goes out byte for byte; the path of a file would do as well.
const text = `<?xml version="1.0" encoding="UTF-8"?>
<WEBIN>
  <SUBMISSION_SET>
    <SUBMISSION alias="lagoon-${round}">
      <ACTIONS><ACTION><ADD/></ACTION><ACTION><HOLD/></ACTION></ACTIONS>
    </SUBMISSION>
  </SUBMISSION_SET>
  <PROJECT_SET>
    <PROJECT alias="lagoon-${round}">
      <TITLE>Microbial communities of a brackish lagoon over one year</TITLE>
      <DESCRIPTION>Water was filtered once a month at three stations of the lagoon and sequenced.</DESCRIPTION>
      <SUBMISSION_PROJECT><SEQUENCING_PROJECT/></SUBMISSION_PROJECT>
    </PROJECT>
  </PROJECT_SET>
  <SAMPLE_SET>
    <SAMPLE alias="lagoon-water-${round}">
      <TITLE>Lagoon water &amp; foam, station 1, May</TITLE>
      <SAMPLE_NAME><TAXON_ID>9606</TAXON_ID></SAMPLE_NAME>
      <SAMPLE_ATTRIBUTES>
        <SAMPLE_ATTRIBUTE><TAG>collection date</TAG><VALUE>2024-05-14</VALUE></SAMPLE_ATTRIBUTE>
        <SAMPLE_ATTRIBUTE><TAG>geographic location (country and/or sea)</TAG><VALUE>Norway</VALUE></SAMPLE_ATTRIBUTE>
      </SAMPLE_ATTRIBUTES>
    </SAMPLE>
  </SAMPLE_SET>
</WEBIN>`;
const receipt = await ena.submissions.submit(text, { transfer: 'multipart' });
console.log(String(receipt.accessions));

// Text becomes an object, and an object text; nothing is lost on the way.
const document = fromXml(text);
console.log('title:', document.samples?.[0]?.title);
console.log('the same:', toXml(fromXml(toXml(document))) === toXml(document));

// A protocol would be lost in JSON without a word. With `format: 'auto'`, the default, this goes as XML by itself.
const library = await ena.submissions.submit(
  add({
    experiments: [
      {
        alias: `lagoon-library-${round}`,
        title: 'Lagoon water, May, library 1',
        study: { alias: `lagoon-${round}` },
        samples: [{ alias: `lagoon-water-${round}` }],
        libraryDescriptor: {
          libraryStrategy: 'WGS',
          librarySource: 'METAGENOMIC',
          librarySelection: 'RANDOM',
          libraryLayout: 'PAIRED',
          nominalLength: 250,
          libraryConstructionProtocol: 'PCR-free, as the manufacturer says',
        },
        instrumentModel: 'Illumina MiSeq',
      },
    ],
  }),
);
const stored = await ena.experiments.get(library.accessions.get(`lagoon-library-${round}`) ?? '');
console.log('protocol:', stored.libraryDescriptor.libraryConstructionProtocol);
