import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './services/paths.mjs';

const SKIPPED_FOLDERS = new Set([
  'node_modules',
  'dist',
  '.git',
  '.cache',
  '.data',
  '.turbo',
  'coverage',
  'test-results',
]);

/** Files that belong to the project: what git tracks or would track; without git, everything but what is made. */
export function projectFiles(root = ROOT) {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const files = listed.split('\0').filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
    if (files.length > 0) return files;
  } catch {}
  const walk = (folder) =>
    fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : walk(file);
      return entry.isFile() ? [file] : [];
    });
  return walk('');
}

// Put together from parts, so that this file does not find itself.
const FORBIDDEN = [
  [
    'a package registry',
    new RegExp(
      [
        'registry\\.npm',
        'js\\.org|registry\\.yarn',
        'pkg\\.com|npm',
        'mirror\\.com|deb\\.deb',
        'ian\\.org|regi',
        'stry\\.npmjs',
      ].join(''),
    ),
  ],
  ['a resolved address in the lock file', new RegExp(['"resol', 'ved": "https?:'].join(''))],
  [
    'a path of one machine',
    new RegExp(
      [
        '(?<![\\w.~/])/(?:ho',
        'me|Us',
        'ers)/[a-z][\\w.-]*/|(?<![\\w.~/])/wo',
        'rk/[\\w.-]+|(?<![\\w.~/])/ro',
        'ot/[\\w.-]+',
      ].join(''),
    ),
  ],
  ['a private key', new RegExp(['-----BEGIN [A-Z ]*PRIV', 'ATE KEY-----'].join(''))],
];

/** Registry host names, one machine's paths and private keys have no business in the repository. Gives one sentence per find. */
export function checkTrackedFiles(root = ROOT) {
  return projectFiles(root).flatMap((file) => {
    const bytes = fs.readFileSync(path.join(root, file));
    if (bytes.subarray(0, 8000).includes(0)) return [];
    return bytes
      .toString('utf8')
      .split('\n')
      .flatMap((line, index) =>
        FORBIDDEN.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${file}:${index + 1} holds ${what}`),
      );
  });
}

/** Links in Markdown that lead to a file of the repository must find it. */
export function checkDocumentLinks(root = ROOT) {
  return projectFiles(root)
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(root, file), 'utf8').replace(/```[\s\S]*?```/g, '');
      return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => match[1])
        .filter((link) => !/^([a-z]+:|#)/.test(link))
        .filter(
          (link) => !fs.existsSync(path.resolve(root, path.dirname(file), decodeURIComponent(link.split('#')[0]))),
        )
        .map((link) => `${file} links to ${link}, which is not there`);
    });
}
