import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
// By its path: vite reads this file with Node, which does not load TypeScript out of a package.
import { readGuideChapter } from '../../packages/domain/src/guide/read-guide.ts';

const MODULE = /\/src\/guide\/guide-content\.ts$/;

/**
 * docs/guide as a module: chapters as blocks, never as HTML, and the pictures they show as files with a hash in their name.
 * The same content also stands in `guide/guide.json` of the build, from which the API makes the PDF.
 */
export function guidePlugin(docs: string): Plugin {
  const folder = path.join(docs, 'guide');
  const pictures = path.join(docs, 'pictures');
  const files = () =>
    readdirSync(folder)
      .filter((name) => /^\d+\.md$/.test(name))
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const read = () =>
    files().map((name) => readGuideChapter(name.slice(0, -3), readFileSync(path.join(folder, name), 'utf8')));
  let building = false;
  return {
    name: 'huzhu-guide',
    configResolved(config) {
      building = config.command === 'build';
    },
    load(id) {
      if (!MODULE.test(id)) return undefined;
      const chapters = read();
      for (const name of files()) this.addWatchFile(path.join(folder, name));
      const addresses: Record<string, string> = {};
      const names: Record<string, string> = {};
      for (const block of chapters.flatMap((chapter) => chapter.blocks)) {
        if (block.kind !== 'picture' || addresses[block.file]) continue;
        const file = path.join(pictures, block.file);
        if (!existsSync(file)) {
          // A warning only: the picture is taken by a browser test of what is built here. A check of the documents' links fails on it.
          this.warn(`the guide shows docs/pictures/${block.file}, which is not there`);
          continue;
        }
        if (!building) {
          addresses[block.file] = `/@fs${file}`;
          continue;
        }
        const source = readFileSync(file);
        const hash = createHash('sha256').update(source).digest('hex').slice(0, 10);
        const fileName = `assets/${path.basename(block.file, '.png')}-${hash}.png`;
        this.emitFile({ type: 'asset', fileName, source });
        addresses[block.file] = `/${fileName}`;
        names[block.file] = fileName;
      }
      if (building) {
        this.emitFile({
          type: 'asset',
          fileName: 'guide/guide.json',
          source: JSON.stringify({ chapters, pictures: names }),
        });
      }
      return `export const chapters = ${JSON.stringify(chapters)};\nexport const pictures = ${JSON.stringify(addresses)};`;
    },
  };
}
