import fs from 'node:fs';
import path from 'node:path';

/** The first of the names that is an executable file on PATH, or undefined. */
export function findProgram(names, searchPath = process.env.PATH ?? '') {
  for (const name of names) {
    for (const folder of searchPath.split(path.delimiter)) {
      if (folder === '') continue;
      const file = path.join(folder, name);
      try {
        fs.accessSync(file, fs.constants.X_OK);
        if (fs.statSync(file).isFile()) return file;
      } catch {}
    }
  }
  return undefined;
}
