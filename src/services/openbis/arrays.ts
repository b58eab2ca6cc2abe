/** The elements of an array that the server gives as one text, joined with commas. A comma in a text has a backslash. */
export function splitArray(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '\\' && i + 1 < text.length) part += text[++i];
    else if (text[i] === ',') {
      parts.push(part.trim());
      part = '';
    } else part += text[i];
  }
  return [...parts, part.trim()];
}
