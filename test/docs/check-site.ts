// The second half of `npm run site`: no link of the built site may lead nowhere.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { followLinks } from './site-links.ts';

const site = fileURLToPath(new URL('../../site/', import.meta.url));
const pages = new Map<string, string>();
const files = new Set<string>();
for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = `${entry.parentPath}/${entry.name}`.replace(/\/+/g, '/').slice(site.length);
  // A drawing may hold what a link leads to: the icons of the pages are parts of one.
  if (/\.(?:html|svg)$/.test(path)) pages.set(path, readFileSync(site + path, 'utf8'));
  else files.add(path);
}

const { inside, dead, outside } = followLinks(pages, files);
writeFileSync(`${site}external-links.txt`, `${outside.join('\n')}\n`);
console.log(
  `site/index.html: ${pages.size} pages, ${inside} links between them; ${outside.length} lead elsewhere (site/external-links.txt).`,
);
if (dead.length > 0) {
  console.error(`These lead nowhere:\n${dead.map((line) => `  ${line}`).join('\n')}`);
  process.exitCode = 1;
}
