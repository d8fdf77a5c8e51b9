import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { findProgram } from './find-program.mjs';
import { chineseFontConfig } from './fonts.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { runCommand, tail } from './run-command.mjs';
import { Sentence, step } from './say.mjs';

const SHELF = path.join(CACHE, 'chromium');
const PACKED = path.join(ROOT, 'node_modules', '@sparticuz', 'chromium');

export const LAUNCH_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // A container's /dev/shm is often 64 MB, and a page that outgrows it crashes.
  '--disable-dev-shm-usage',
];

async function inflate(archive, target) {
  const part = `${target}.part-${process.pid}`;
  await pipeline(
    fs.createReadStream(path.join(PACKED, 'bin', archive)),
    createBrotliDecompress(),
    fs.createWriteStream(part, { mode: 0o755 }),
  );
  fs.renameSync(part, target);
}

const lacksLibraries = async (program, env) =>
  /not found/.test((await runCommand('ldd', [program], { env: { ...process.env, ...env } })).output);

/**
 * The browser that the npm package carries, inflated into `.cache`. The package's own API is not used: it inflates into the
 * machine's temporary folder under one name for all versions, and its launch flags switch web security off.
 */
async function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !fs.existsSync(path.join(PACKED, 'bin', 'chromium.br')))
    return undefined;
  const { version } = JSON.parse(fs.readFileSync(path.join(PACKED, 'package.json'), 'utf8'));
  const folder = path.join(SHELF, version);
  const program = path.join(folder, 'chromium');
  if (!fs.existsSync(program)) {
    await step('展开浏览器 Unpacking Chromium from npm', async () => {
      fs.mkdirSync(folder, { recursive: true });
      await inflate('chromium.br', program);
    });
  }
  if (!(await lacksLibraries(program, {}))) return { program, env: {} };
  const libraries = path.join(folder, 'libraries');
  if (!fs.existsSync(path.join(libraries, 'lib', 'libnss3.so'))) {
    fs.mkdirSync(libraries, { recursive: true });
    const archive = path.join(folder, 'libraries.tar');
    await inflate('al2023.tar.br', archive);
    await runCommand('tar', ['-xf', archive, '-C', libraries]);
    fs.rmSync(archive, { force: true });
  }
  return { program, env: { LD_LIBRARY_PATH: path.join(libraries, 'lib') } };
}

async function fromPlaywright() {
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: path.join(SHELF, 'playwright') };
  const cli = path.join(ROOT, 'node_modules', 'playwright-core', 'cli.js');
  const { code, output } = await step('下载浏览器 playwright install chromium', () =>
    runCommand(process.execPath, [cli, 'install', '--only-shell', 'chromium'], { env, timeoutMs: 300_000 }),
  );
  if (code !== 0) return { log: output };
  const found = fs
    .readdirSync(env.PLAYWRIGHT_BROWSERS_PATH, { recursive: true })
    .map(String)
    .find(
      (name) =>
        /(headless_shell|chrome-headless-shell)(\.exe)?$/.test(name) &&
        fs.statSync(path.join(env.PLAYWRIGHT_BROWSERS_PATH, name)).isFile(),
    );
  return found ? { program: path.join(env.PLAYWRIGHT_BROWSERS_PATH, found), env: {} } : { log: output };
}

/** Really starts the browser once: a program that is there and lacks a library is no browser. */
async function launches(program) {
  try {
    const { chromium } = await import('playwright-core');
    const browser = await chromium.launch({
      executablePath: program,
      chromiumSandbox: false,
      args: LAUNCH_FLAGS,
      timeout: 30_000,
    });
    const version = browser.version();
    await browser.close();
    return { version };
  } catch (error) {
    return { log: tail(String(error.message), 15) };
  }
}

/** One file to start, whatever environment the browser needs: so that CHROMIUM_PATH alone tells everything. */
function wrap(program, env) {
  if (Object.keys(env).length === 0) return program;
  const file = path.join(SHELF, 'launch.sh');
  // Found once and handed on as CHROMIUM_PATH: wrapped again, the file would start itself for ever.
  if (path.resolve(program) === file) return file;
  fs.mkdirSync(SHELF, { recursive: true });
  const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${quote(value)}`);
  fs.writeFileSync(file, `#!/bin/sh\n${exports.join('\n')}\nexec ${quote(program)} "$@"\n`, { mode: 0o755 });
  return file;
}

/**
 * A browser that starts and can write Chinese: CHROMIUM_PATH, PATH, the npm package, playwright's download, in this order.
 * Throws a sentence when there is none; tests are never skipped for the want of one.
 */
export async function findChromium(env = process.env) {
  const fontConfig = await chineseFontConfig();
  const fonts = fontConfig ? { FONTCONFIG_FILE: fontConfig } : {};
  const tried = [];
  const sources = [
    ['CHROMIUM_PATH', async () => env.CHROMIUM_PATH && { program: env.CHROMIUM_PATH, env: {} }],
    [
      'PATH',
      async () => {
        const program = findProgram(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
        return program && { program, env: {} };
      },
    ],
    ['@sparticuz/chromium', fromNpm],
    ['playwright install', fromPlaywright],
  ];
  for (const [name, source] of sources) {
    const found = await source();
    if (!found?.program) {
      if (found?.log) tried.push(`${name}: ${tail(found.log, 5)}`);
      continue;
    }
    const program = wrap(found.program, { ...fonts, ...found.env });
    const { version, log } = await launches(program);
    if (version) return { program, version, source: name, fontConfig };
    tried.push(`${name}: ${log}`);
    // Somebody who names a browser wants that one.
    if (name === 'CHROMIUM_PATH') break;
  }
  throw new Sentence(
    `${tried.join('\n\n')}\n\n没有能用的浏览器。请安装一个（Debian/Ubuntu：apt-get install chromium），或用 CHROMIUM_PATH 指定。\n` +
      'No browser could be started. Install one (Debian/Ubuntu: apt-get install chromium) or set CHROMIUM_PATH.',
  );
}
