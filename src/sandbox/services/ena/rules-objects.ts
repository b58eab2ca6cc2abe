import type { Rule } from '../../answer.ts';

const WHERE = ['ena.submissions.submit', 'ena.submissions.enqueue', 'ena.dropbox.submit'] as const;

type Confidence = Rule['confidence'];

/** A message of a receipt with success=false: the status is 200 and everything is rolled back. */
function receipt<const Id extends string>(
  id: Id,
  text: string,
  confidence: Confidence,
  why: string,
): { readonly [K in Id]: Rule & { id: Id } } {
  const rule = { id, where: WHERE, status: 200, text, confidence, why };
  const named = {} as { [K in Id]: Rule & { id: Id } };
  named[id] = rule;
  return named;
}

/** What a submission is rejected for, in the words of its receipt. */
export const objectRules = {
  ...receipt(
    'submission.too-large',
    'Submission size {size} MBytes exceeds the maximum allowed size of {limit} Mbytes.',
    'observed',
    'More than 15 MB at /submit (the sentence was seen with 10.00 at the drop-box). The queue takes more.',
  ),
  ...receipt(
    'submission.queue-timeout',
    'Submission processing exceeded the time limit of 10 minutes and was terminated.',
    'assumed',
    'The lifecycle `ena.queue` says that processing takes more than ten minutes. The limit is documented, the words are ours.',
  ),
  ...receipt(
    'submission.duplicate',
    'In submission, alias:"{alias}", accession:"". The object being added already exists in the submission account with accession: "{accession}".',
    'observed',
    'The alias of an earlier ADD submission of the account; nothing else is looked at then.',
  ),
  ...receipt(
    'submission.incomplete',
    '{type} XML  is missing or invalid or not included in submission XML',
    'observed',
    'No SUBMISSION; an ADD or MODIFY of a type that has no objects; objects that no action of the drop-box names.',
  ),
  ...receipt(
    'submission.invalid-xml',
    'Failed to validate {type} xml, error: {problem}',
    'observed',
    'Not well-formed at the drop-box; a required element is missing; a word that the schema does not list; a text that is too short or too long.',
  ),
  ...receipt(
    'submission.center',
    'In submission, alias:"{alias}", accession:"". Center name must be provided by broker accounts.',
    'assumed',
    'An object of a broker account without center name. That it is mandatory is documented, the words are ours.',
  ),
  ...receipt(
    'action.target-missing',
    'The {action} action requires a target.',
    'assumed',
    'CANCEL or RECEIPT without target, HOLD without target in a document without objects.',
  ),
  ...receipt(
    'action.target-unknown',
    'In action {action}, target: "{target}". The object does not exist in the submission account.',
    'assumed',
    'The target is no accession or alias of the account.',
  ),
  ...receipt(
    'action.target-ambiguous',
    'In action {action}, target: "{target}". The alias is used by several objects in the submission account.',
    'assumed',
    'Objects of several types share the alias; the accession says which one is meant.',
  ),
  ...receipt(
    'hold.date',
    'In action HOLD. Invalid hold date: "{date}".',
    'assumed',
    'A text that is not a calendar day.',
  ),
  ...receipt(
    'hold.too-far',
    'In action HOLD. The hold date {date} must not be more than two years in the future.',
    'documented',
    'The limit is documented, the words are ours. A day in the past is taken: the object is public at once.',
  ),
  ...receipt(
    'hold.public',
    'In action HOLD, target: "{target}". The object is public and can not be held.',
    'documented',
    'HOLD of an object that is public by now. The words are ours.',
  ),
  ...receipt(
    'hold.kind',
    'In action HOLD, target: "{target}". The release date can be set for studies, projects and samples only.',
    'documented',
    'HOLD of an experiment, run or analysis: these follow their study. The words are ours.',
  ),
  ...receipt(
    'cancel.public',
    'In action CANCEL, target: "{target}". The object is not private and can not be cancelled.',
    'documented',
    'CANCEL of an object that is public or cancelled already. The words are ours.',
  ),
  ...receipt(
    'cancel.assembly',
    'In action CANCEL, target: "{target}". Assemblies can not be cancelled.',
    'documented',
    'CANCEL of an analysis of type SEQUENCE_ASSEMBLY. The words are ours.',
  ),
  ...receipt(
    'object.alias-missing',
    'In {type}, alias: "". The alias must be provided.',
    'assumed',
    'An object to be added has no alias.',
  ),
  ...receipt(
    'object.duplicate',
    'In {type}, alias: "{alias}". The object being added already exists in the submission account with accession: "{accession}".',
    'observed',
    'The account has used the alias for an object of this type, cancelled ones included.',
  ),
  ...receipt(
    'object.duplicate-in-document',
    'The {type} alias ({alias}) found more than once but {type} alias must be unique.',
    'observed',
    'Two objects of one type and one alias in the same document.',
  ),
  ...receipt(
    'modify.unknown',
    'In {type}, alias: "{alias}", accession:"{accession}". The object being modified does not exist in the submission account.',
    'assumed',
    'MODIFY of something that the account does not have.',
  ),
  ...receipt(
    'modify.cancelled',
    'In {type}, alias: "{alias}". The object has been cancelled and can not be modified.',
    'assumed',
    'MODIFY of a cancelled object.',
  ),
  ...receipt(
    'modify.files',
    'In {type}, alias: "{alias}". The files of a submitted {type} can not be changed.',
    'documented',
    'MODIFY names other files than the stored run or analysis; a new checksum of the same file is taken. The words are ours.',
  ),
  ...receipt(
    'reference.missing',
    'In {type}, alias: "{alias}". Failed to find referenced {wanted} "{reference}".',
    'observed',
    'A reference to something that is in neither the document nor the account, or to an accession that nobody has. The beginning was seen, the rest is ours. Samples of BioSamples are known at once (assumed).',
  ),
  ...receipt(
    'sample.taxon',
    'In sample, alias: "{alias}". Invalid tax id: "{taxon}". The taxon is unknown or not submittable.',
    'assumed',
    'TAXON_ID is not one of the submittable taxa.',
  ),
  ...receipt(
    'sample.checklist',
    'Sample: {alias}; Attribute: {tag}; Reason: {reason}',
    'documented',
    'An attribute does not fit the checklist of the sample (ERC000011 unless it names another).',
  ),
  ...receipt(
    'sample.checklist-missing',
    'Sample: {alias}; Reason: must have required property {field}',
    'documented',
    'A mandatory field of the checklist is missing. Under the rules documented the older names of fields count too.',
  ),
  ...receipt(
    'sample.checklist-unknown',
    'Sample: {alias}; Reason: checklist {checklist} does not exist',
    'assumed',
    'The attribute ENA-CHECKLIST names no checklist. Of those that the sandbox knows by number only, it checks the fields that are mandatory in all.',
  ),
  ...receipt(
    'file.missing',
    'In {type}, alias: "{alias}". File "{file}" does not exist in the upload area.',
    'observed',
    'A run or analysis names a file that was not uploaded.',
  ),
  ...receipt(
    'file.checksum-missing',
    'In {type}, alias: "{alias}". Checksum of file "{file}" is missing.',
    'assumed',
    'No checksum in the document and no file of the same name with .md5 beside it.',
  ),
  ...receipt(
    'run.group',
    'In run, alias:"{alias}", accession:"". Invalid group of files: {group}. Supported file grouping(s) are: {supported}',
    'observed',
    'File types that do not make up a run. The list of groups was seen, how it is written is ours.',
  ),
  ...receipt(
    'run.read-type',
    'In run, alias: "{alias}". Read type information missing in run.',
    'observed',
    'More than two fastq files, and not all of them with READ_TYPE.',
  ),
} as const;
