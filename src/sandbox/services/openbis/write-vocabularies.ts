import { checkedCode } from './codes.ts';
import { find } from './ids.ts';
import { termsOf } from './kinds-master.ts';
import type { Entity } from './model.ts';
import { type Obj, objectsOf, textOf } from './params.ts';
import { refuse } from './rules.ts';
import { field, flag, text } from './updates.ts';
import type { Work } from './work.ts';

export function updateVocabulary(work: Work, update: Obj): string {
  work.rights.need('ADMIN', null);
  const id = work.resolve('vocabulary', update.vocabularyId);
  const row = work.store.tables.vocabulary.get(id);
  if (!row) return id;
  work.store.tables.vocabulary.put({
    ...row,
    description: text(update, 'description', row.description),
    urlTemplate: text(update, 'urlTemplate', row.urlTemplate),
    chosenFromList: flag(update, 'chosenFromList', row.chosenFromList),
    ...work.touched(),
  });
  return id;
}

export function deleteVocabulary(work: Work, id: string): void {
  work.rights.need('ADMIN', null);
  const { vocabulary, vocabularyTerm, propertyType } = work.store.tables;
  if (propertyType.taken('vocabulary', id)) throw refuse('delete.in-use', { kind: 'Vocabulary', id });
  for (const term of vocabularyTerm.find('vocabulary', id)) vocabularyTerm.delete(term);
  vocabulary.delete(id);
}

/** `inside`: for terms that come with their vocabulary. */
export function createTerm(work: Work, creation: Obj, inside?: string): string {
  work.rights.need('ADMIN', null);
  const { vocabularyTerm } = work.store.tables;
  const vocabulary = inside ?? work.resolve('vocabulary', creation.vocabularyId);
  const code = checkedCode(creation.code, { dollar: true });
  const id = `${vocabulary}/${code}`;
  if (vocabularyTerm.raw(id)) throw refuse('code.taken', { kind: 'Vocabulary term', id: code });
  vocabularyTerm.put({
    id,
    vocabulary,
    code,
    label: textOf(creation.label),
    description: textOf(creation.description),
    ordinal: termsOf(work.store, vocabulary).length + 1,
    official: creation.official !== false,
    ...work.registered(),
  });
  const previous = work.optional('vocabularyTerm', creation.previousTermId);
  if (previous !== null) move(work, id, previous);
  return id;
}

export function updateTerm(work: Work, update: Obj): string {
  work.rights.need('ADMIN', null);
  const id = work.resolve('vocabularyTerm', update.vocabularyTermId);
  const row = work.store.tables.vocabularyTerm.get(id);
  if (!row) return id;
  work.store.tables.vocabularyTerm.put({
    ...row,
    label: text(update, 'label', row.label),
    description: text(update, 'description', row.description),
    official: flag(update, 'official', row.official),
    ...work.touched(),
  });
  const previous = field(update, 'previousTermId');
  if (previous) move(work, id, work.optional('vocabularyTerm', previous.value));
  return id;
}

/** Behind another term, or to the top. */
function move(work: Work, id: string, previous: string | null): void {
  const { vocabularyTerm } = work.store.tables;
  const row = vocabularyTerm.get(id);
  if (!row) return;
  const order = termsOf(work.store, row.vocabulary).filter((other) => other !== id);
  order.splice(previous === null ? 0 : order.indexOf(previous) + 1, 0, id);
  for (const [i, other] of order.entries()) {
    const term = vocabularyTerm.get(other);
    if (term && term.ordinal !== i + 1) vocabularyTerm.put({ ...term, ordinal: i + 1 });
  }
}

/** `replacements`: what records that use the term get instead. */
export function deleteTerm(work: Work, id: string, options: Obj): void {
  work.rights.need('ADMIN', null);
  const { tables } = work.store;
  const row = tables.vocabularyTerm.get(id);
  if (!row) return;
  const idOf = (value: unknown) =>
    value ? find(work.store, value as Obj, { user: work.user })?.id : undefined;
  const replacement = objectsOf(options.replacements).find(
    ({ replacedId }) => idOf(replacedId) === id,
  )?.replacementId;
  const instead = idOf(replacement);
  const code = instead === undefined ? undefined : tables.vocabularyTerm.get(instead)?.code;
  const properties = tables.propertyType.find('vocabulary', row.vocabulary);
  const uses = (entity: Entity) =>
    properties.filter((property) => [entity.properties[property] ?? []].flat().includes(row.code));
  for (const name of ['experiment', 'sample', 'dataSet'] as const) {
    const table = tables[name as 'sample'];
    for (const entity of table.all()) {
      const used = uses(entity);
      if (used.length === 0) continue;
      if (code === undefined) throw refuse('delete.term', { id: row.code });
      table.put({
        ...entity,
        properties: { ...entity.properties, ...Object.fromEntries(used.map((key) => [key, code])) },
      });
    }
  }
  tables.vocabularyTerm.delete(id);
}
