/** One field of a checklist, as far as it is checked. */
export interface ChecklistField {
  name: string;
  /** Other names under which the field may be given. */
  synonyms?: readonly string[];
  mandatory?: true;
  pattern?: string;
  values?: readonly string[];
  /** A unit is required, and is one of these. */
  units?: readonly string[];
}

/** What may stand for a value that is missing for a reason. */
const MISSING = [
  'not applicable',
  'not collected',
  'not provided',
  'restricted access',
  'missing: control sample',
  'missing: data agreement established pre-2023',
  'missing: endangered species',
  'missing: human-identifiable',
  'missing: lab stock',
  'missing: sample group',
  'missing: synthetic construct',
  'missing: third party data',
] as const;

function orMissing(pattern: string): string {
  return `(${pattern})|(^(${MISSING.join('|')})$)`;
}

const NUMBER = '[+-]?(0|((0\\.)|([1-9][0-9]*\\.?))[0-9]*)([Ee][+-]?[0-9]+)?';
const POSITIVE = '(0|((0\\.)|([1-9][0-9]*\\.?))[0-9]*)([Ee][+-]?[0-9]+)?';
const DEGREES = '^[+-]?[0-9]+\\.?[0-9]{0,8}$';
const DAY = '[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?)?)?';

/** Countries and seas of the INSDC list; the ones people work in most, not all of it. */
const PLACES = (
  'Afghanistan|Albania|Algeria|Andorra|Angola|Antarctica|Arctic Ocean|Argentina|Armenia|Atlantic Ocean|Australia|' +
  'Austria|Azerbaijan|Bahamas|Bahrain|Baltic Sea|Bangladesh|Belarus|Belgium|Belize|Benin|Bermuda|Bhutan|Bolivia|' +
  'Borneo|Bosnia and Herzegovina|Botswana|Brazil|Brunei|Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|Canada|' +
  'Central African Republic|Chad|Chile|China|Colombia|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Denmark|' +
  'Dominican Republic|Ecuador|Egypt|El Salvador|Eritrea|Estonia|Ethiopia|Faroe Islands|Fiji|Finland|France|' +
  'French Guiana|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Greenland|Guadeloupe|Guatemala|Guinea|Haiti|Honduras|' +
  'Hong Kong|Hungary|Iceland|India|Indian Ocean|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Jamaica|Japan|Jordan|' +
  'Kazakhstan|Kenya|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|' +
  'Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|Mauritius|Mediterranean Sea|Mexico|Moldova|Monaco|' +
  'Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Niger|Nigeria|' +
  'North Macedonia|North Sea|Norway|Oman|Pacific Ocean|Pakistan|Panama|Papua New Guinea|Paraguay|Peru|Philippines|' +
  'Poland|Portugal|Puerto Rico|Qatar|Romania|Russia|Rwanda|San Marino|Saudi Arabia|Senegal|Serbia|Sierra Leone|' +
  'Singapore|Slovakia|Slovenia|Somalia|South Africa|South Korea|Southern Ocean|Spain|Sri Lanka|Sudan|Suriname|' +
  'Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Trinidad and Tobago|Tunisia|Turkey|' +
  'Turkmenistan|USA|Uganda|Ukraine|United Arab Emirates|United Kingdom|Uruguay|Uzbekistan|Venezuela|Viet Nam|' +
  'Yemen|Zambia|Zimbabwe'
).split('|');

const COLLECTION_DATE: ChecklistField = {
  name: 'collection date',
  synonyms: ['collection_date', 'Event Date/Time'],
  mandatory: true,
  pattern: orMissing(`^${DAY}(/${DAY})?$`),
};
const COUNTRY: ChecklistField = {
  name: 'geographic location (country and/or sea)',
  mandatory: true,
  values: [...PLACES, ...MISSING],
};
const LATITUDE: ChecklistField = {
  name: 'geographic location (latitude)',
  pattern: orMissing(DEGREES),
  units: ['DD'],
};
const LONGITUDE: ChecklistField = {
  name: 'geographic location (longitude)',
  pattern: orMissing(DEGREES),
  units: ['DD'],
};
const REGION: ChecklistField = { name: 'geographic location (region and locality)' };
const SEXES = ['female', 'hermaphrodite', 'male', 'neuter', 'other', ...MISSING];

function free(...names: string[]): ChecklistField[] {
  return names.map((name) => ({ name }));
}

/** ENA default sample checklist. */
export const ERC000011_FIELDS: readonly ChecklistField[] = [
  COLLECTION_DATE,
  COUNTRY,
  withoutUnit(LATITUDE),
  withoutUnit(LONGITUDE),
  REGION,
  ...free('cell_type', 'dev_stage', 'germline', 'tissue_lib', 'tissue_type', 'isolation_source', 'lat_lon'),
  ...free('collected_by', 'identified_by', 'isolate', 'sub_species', 'sub_strain', 'cell_line', 'serotype'),
  ...free(
    'serovar',
    'strain',
    'cultivar',
    'ecotype',
    'variety',
    'mating_type',
    'specimen_voucher',
    'lab_host',
  ),
  { name: 'environmental_sample', values: ['No', 'Yes'] },
  { name: 'sex', values: SEXES },
];

/** In the default checklist coordinates need no unit. */
function withoutUnit(field: ChecklistField): ChecklistField {
  const { units: _units, ...rest } = field;
  return rest;
}

/** GSC MIxS human-associated. */
export const ERC000014_FIELDS: readonly ChecklistField[] = [
  { name: 'project name', mandatory: true },
  COLLECTION_DATE,
  COUNTRY,
  { ...LATITUDE, mandatory: true },
  { ...LONGITUDE, mandatory: true },
  { name: 'broad-scale environmental context', synonyms: ['environment (biome)'], mandatory: true },
  { name: 'local environmental context', synonyms: ['environment (feature)'], mandatory: true },
  { name: 'environmental medium', synonyms: ['environment (material)'], mandatory: true },
  REGION,
  ...free('host subject id', 'host disease status', 'host body site', 'host body product', 'host phenotype'),
  ...free(
    'host genotype',
    'host diet',
    'host last meal',
    'host family relationship',
    'ethnicity',
    'drug usage',
  ),
  ...free('sample collection device', 'sample collection method', 'sample storage location', 'target gene'),
  ...free(
    'nucleic acid extraction',
    'nucleic acid amplification',
    'isolation and growth condition',
    'ploidy',
  ),
  { name: 'host sex', values: SEXES },
  { name: 'host HIV status', values: ['No', 'Yes'] },
  { name: 'smoker', values: ['ex-smoker', 'non-smoker', 'smoker'] },
  {
    name: 'host age',
    pattern: POSITIVE,
    units: ['centuries', 'days', 'decades', 'hours', 'minutes', 'months', 'seconds', 'weeks', 'years'],
  },
  { name: 'host height', pattern: orMissing(POSITIVE), units: ['cm', 'm', 'mm'] },
  { name: 'host total mass', pattern: POSITIVE, units: ['g', 'kg'] },
  { name: 'host body-mass index', pattern: POSITIVE, units: ['kg/m2'] },
  { name: 'host pulse', pattern: '[+-]?[0-9]+', units: ['bpm'] },
  { name: 'altitude', pattern: orMissing(POSITIVE), units: ['m'] },
  { name: 'elevation', pattern: orMissing(NUMBER), units: ['m'] },
  { name: 'temperature', pattern: NUMBER, units: ['ºC'] },
  { name: 'sample storage temperature', pattern: NUMBER, units: ['°C'] },
  { name: 'sequence quality check', values: ['manual', 'none', 'software'] },
  { name: 'oxygenation status of sample', values: ['aerobic', 'anaerobic'] },
];
