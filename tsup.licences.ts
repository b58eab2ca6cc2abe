import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Names the packages whose code lies in our files, with their licences, as these ask for. */
export function licences(): Plugin {
  const found = new Set<string>();
  return {
    name: 'licences',
    setup(build) {
      const { outdir = 'dist' } = build.initialOptions;
      // Several builds share a folder and end at different times; the last one writes the whole list.
      build.onEnd(({ metafile }) => {
        for (const { inputs } of Object.values(metafile?.outputs ?? {}))
          for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
            const [place] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
            if (place !== undefined && bytesInOutput > 0) found.add(place);
          }
        const notices = [...found].map(notice).sort();
        mkdirSync(outdir, { recursive: true });
        writeFileSync(join(outdir, 'THIRD-PARTY-LICENCES.txt'), [INTRO, ...notices].join(RULE));
      });
    },
  };
}

const INTRO = 'Code of these packages is part of the files in this folder.\n';
const RULE = `\n${'-'.repeat(80)}\n\n`;

function notice(place: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const file = readdirSync(place).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(place, file), 'utf8').trim();
  return `${name} ${version}\n\n${text}\n`;
}
