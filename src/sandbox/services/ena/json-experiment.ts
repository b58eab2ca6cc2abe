import { attributes, fields, identity, links, list, reference, str, textElement } from './json-fields.ts';
import { refuse } from './rules.ts';
import { platformOf } from './vocabulary.ts';
import { el, type XmlElement } from './xml.ts';

/** Protocol, nominal length and whatever else a JSON experiment may hold beyond this is dropped. */
export function experiment(value: unknown, at: string): XmlElement {
  const item = fields(value, at);
  if (item.samples === undefined) throw refuse('document.missing', { where: at, field: 'samples' });
  const samples = list(item.samples, `${at}.samples`).map((sample, i) =>
    reference('SAMPLE_DESCRIPTOR', sample, `${at}.samples[${i}]`),
  );
  const library = fields(item.libraryDescriptor ?? {}, `${at}.libraryDescriptor`);
  const model = str(item, 'instrumentModel', at);
  const platform =
    str(item, 'instrumentPlatform', at) ?? (model === undefined ? undefined : platformOf(model));
  return el(
    'EXPERIMENT',
    identity(item, at),
    textElement('TITLE', item, 'title', at),
    item.study === undefined ? undefined : reference('STUDY_REF', item.study, `${at}.study`),
    el(
      'DESIGN',
      el('DESIGN_DESCRIPTION', str(item, 'designDescription', at) ?? ''),
      samples,
      el(
        'LIBRARY_DESCRIPTOR',
        textElement('LIBRARY_NAME', library, 'libraryName', at),
        textElement('LIBRARY_STRATEGY', library, 'libraryStrategy', at),
        textElement('LIBRARY_SOURCE', library, 'librarySource', at),
        textElement('LIBRARY_SELECTION', library, 'librarySelection', at),
        el('LIBRARY_LAYOUT', el(layout(library.libraryLayout, at))),
      ),
    ),
    platform === undefined
      ? undefined
      : el('PLATFORM', el(platform, model === undefined ? undefined : el('INSTRUMENT_MODEL', model))),
    links('EXPERIMENT', item, at),
    attributes('EXPERIMENT', item, at),
  );
}

/** `PAIRED`, `single` or an object with one of them as its key; in any case of letters. */
function layout(value: unknown, at: string): string {
  if (value === undefined) throw refuse('document.missing', { where: at, field: 'libraryLayout' });
  const word = typeof value === 'object' && value !== null ? (Object.keys(value)[0] ?? '') : String(value);
  const upper = word.toUpperCase();
  if (upper === 'PAIRED' || upper === 'SINGLE') return upper;
  throw refuse('document.type', { where: `${at}.libraryLayout`, expected: 'SINGLE or PAIRED' });
}
