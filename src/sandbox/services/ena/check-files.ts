import type { CheckContext } from './check-context.ts';
import type { Draft } from './document.ts';
import type { NamedFile } from './model.ts';
import { type Problem, problem } from './rules.ts';
import { RUN_GROUPS } from './vocabulary.ts';
import { child, children, type XmlElement } from './xml.ts';

function fileElements(element: XmlElement): XmlElement[] {
  return children(child(child(element, 'DATA_BLOCK') ?? element, 'FILES'), 'FILE');
}

/** A name is taken from the root of the upload area, with or without a slash at the front. */
export const uploadName = (name: string): string => name.replace(/^\/+/, '');

/** The files of a run or analysis; a checksum that is not in the document is read from the `.md5` file beside it. */
export function namedFiles(element: XmlElement, context: CheckContext): NamedFile[] {
  return fileElements(element).map(({ attributes }) => {
    const { filename = '', filetype = '', checksum_method: method = 'MD5', checksum } = attributes;
    const beside = context.upload(`${uploadName(filename)}.md5`)?.text;
    return {
      name: filename,
      type: filetype,
      method: method.toUpperCase(),
      checksum: checksum || (beside?.trim().split(/\s/)[0] ?? ''),
    };
  });
}

/** Files have to be in the upload area; whether the checksum is right is found out later, by processing. */
export function checkFiles(draft: Draft, context: CheckContext): Problem[] {
  const { kind: type, alias } = draft;
  return namedFiles(draft.element, context).flatMap(({ name: file, checksum }) => {
    if (!context.upload(uploadName(file))) return [problem('file.missing', { type, alias, file })];
    return checksum === '' ? [problem('file.checksum-missing', { type, alias, file })] : [];
  });
}

/** The files of a run are of one type and of a number that makes sense. */
export function checkRunFiles(draft: Draft): Problem[] {
  const { alias } = draft;
  const files = fileElements(draft.element);
  const counts = new Map<string, number>();
  for (const { attributes } of files) {
    const type = attributes.filetype ?? '';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const [[type, count] = ['', 0]] = [...counts];
  const group = RUN_GROUPS.find((item) => item.type === type);
  if (counts.size !== 1 || !group || (count > 1 && !group.many)) {
    const found = [...counts].map(([name, n]) => `${n} "${name}" file${n === 1 ? '' : 's'}`).join(', ');
    const supported = RUN_GROUPS.map(({ type, many }) => `[ ${many ? 'at least ' : ''}1 "${type}" file ]`);
    return [problem('run.group', { alias, group: found, supported: supported.join(', ') })];
  }
  const untyped = files.some((file) => children(file, 'READ_TYPE').length === 0);
  return type === 'fastq' && count > 2 && untyped ? [problem('run.read-type', { alias })] : [];
}
