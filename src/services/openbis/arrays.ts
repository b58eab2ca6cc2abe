/**
 * Servers of 20.10 write an array as one text, its elements joined with commas. The comma of an element has a backslash before
 * it, and nothing else is escaped: a backslash before any other letter is one.
 */
export const joinArray = (elements: readonly string[]): string =>
  elements.map((element) => element.replaceAll(',', '\\,')).join(', ');

/** The elements of such a text. Blanks around them are not theirs. */
export const splitArray = (text: string): string[] =>
  text.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ',').trim());

/** What that form cannot carry, if an element is like this. */
export function arrayIssue(element: string): string | undefined {
  if (element.endsWith('\\'))
    return 'an element cannot end in a backslash: openBIS would join it to the next one';
  return element === element.trim()
    ? undefined
    : 'an element cannot begin or end with blanks: openBIS drops them';
}
