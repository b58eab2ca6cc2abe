import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { splitArray } from './arrays.ts';
import { getCollectionTypes, getDatasetTypes, getObjectTypes } from './endpoints/master.ts';
import { getOne } from './one.ts';
import type { OpenBisEntityType, OpenBisProperties, OpenBisPropertyType } from './types.ts';
import type { OpenBisTypedValue, OpenBisTypedValues } from './value-types.ts';

const GETTERS = { object: getObjectTypes, collection: getCollectionTypes, dataset: getDatasetTypes };

interface Typed {
  type?: OpenBisEntityType | null;
  properties?: OpenBisProperties | null;
}

/** Values of a record, with its type read when it did not come along. */
export async function typesFor(
  run: Runner,
  kind: keyof typeof GETTERS,
  record: Typed,
  options?: CallOptions,
): Promise<OpenBisTypedValues> {
  const type = record?.type;
  if (typeof type?.code !== 'string' || !record.properties) {
    throw run.inputError(`openbis.${kind}s.values`, [
      {
        path: '',
        message: `must be ${kind === 'object' ? 'an' : 'a'} ${kind} that was read with its type and its properties`,
      },
    ]);
  }
  const whole = type.propertyAssignments ? type : await getOne(run, GETTERS[kind], type.code, options);
  return typedValues(record.properties, whole);
}

/**
 * Makes numbers, booleans and dates of the texts in which openBIS gives values, as the type says. What does not look like
 * its type stays as it came, and so do values that the type does not know.
 */
export function typedValues(properties: OpenBisProperties, type: OpenBisEntityType): OpenBisTypedValues {
  const values: OpenBisTypedValues = {};
  for (const { propertyType } of type.propertyAssignments ?? []) {
    if (!propertyType?.code) continue;
    values[propertyType.code] = typed(properties[propertyType.code], propertyType);
  }
  for (const [code, value] of Object.entries(properties)) if (!(code in values)) values[code] = value;
  return values;
}

function typed(
  value: OpenBisProperties[string] | undefined,
  { dataType, multiValue }: OpenBisPropertyType,
): OpenBisTypedValue {
  if (value === undefined || value === null) return null;
  const array = /^ARRAY_(.+)$/.exec(dataType ?? '')?.[1];
  const element = array === 'STRING' ? 'VARCHAR' : (array ?? dataType ?? '');
  if (Array.isArray(value)) return value.map((one: string | number | boolean | null) => single(one, element));
  // Servers before 2023 join lists with commas; a comma in a text has a backslash.
  if (array !== undefined && typeof value === 'string') {
    return splitArray(value).map((one) => single(one, element));
  }
  const one = single(value as string | number | boolean, element);
  return multiValue ? [one] : one;
}

const WHOLE = /^[+-]?\d+$/;
const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(?:\s*(Z|[+-]\d{2}:?\d{2}))?$/;

function single(
  value: string | number | boolean | null,
  dataType: string,
): string | number | boolean | Date | null {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  switch (dataType) {
    case 'INTEGER': {
      const number = Number(text);
      // More digits than a number holds would come out as others.
      return WHOLE.test(text) && Number.isSafeInteger(number) ? number : value;
    }
    case 'REAL':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : value;
    case 'BOOLEAN':
      return text === 'true' ? true : text === 'false' ? false : value;
    case 'TIMESTAMP': {
      const [, day, time = '00:00:00', zone] = TIMESTAMP.exec(text) ?? [];
      // Without a zone the server means its own, which we do not know.
      if (day === undefined || zone === undefined) return value;
      const at = Date.parse(
        `${day}T${time}${zone === 'Z' ? zone : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`,
      );
      return Number.isNaN(at) ? value : new Date(at);
    }
    default:
      return value;
  }
}
