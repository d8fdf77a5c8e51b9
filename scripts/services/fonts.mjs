import fs from 'node:fs';
import path from 'node:path';
import { findProgram } from './find-program.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { Sentence } from './say.mjs';

const NPM_FONT = path.join(ROOT, 'node_modules', '@expo-google-fonts', 'noto-sans-sc');
// The two weights that the product uses; the package's other seven would only slow the font search down.
const WEIGHTS = ['400Regular', '600SemiBold'];

async function systemHasChinese() {
  if (findProgram(['fc-list'])) {
    const { code, output } = await runCommand('fc-list', [':lang=zh-cn', 'file']);
    return code === 0 && output.trim() !== '';
  }
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', path.join(process.env.HOME ?? '/', '.fonts')];
  const configured = fs.existsSync('/etc/fonts/fonts.conf');
  return (
    configured &&
    folders.some(
      (folder) =>
        fs.existsSync(folder) &&
        fs
          .readdirSync(folder, { recursive: true })
          .some((name) => /(cjk|notosanssc|sourcehan|wqy|droidsansfallback).*\.(ttc|ttf|otf)$/i.test(String(name))),
    )
  );
}

/**
 * A fontconfig file that adds the npm font, or undefined when the system can write Chinese by itself. Without one a browser
 * draws boxes and every picture is worthless.
 */
export async function chineseFontConfig() {
  if (await systemHasChinese()) return undefined;
  const folders = WEIGHTS.map((weight) => path.join(NPM_FONT, weight));
  const missing = folders.find((folder) => !fs.existsSync(folder));
  if (missing) {
    throw new Sentence(
      `没有中文字体，npm 包里也没有：${missing}\nNo Chinese font on this machine, nor in the npm package.`,
    );
  }
  const file = path.join(CACHE, 'fonts', 'fonts.conf');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const asXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const alias = (family) =>
    `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`;
  const fallback = (family) =>
    `<alias><family>${family}</family><default><family>Noto Sans SC</family></default></alias>`;
  fs.writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  ${folders.map((folder) => `<dir>${asXml(folder)}</dir>`).join('\n  ')}
  <cachedir>${asXml(path.join(CACHE, 'fonts', 'cache'))}</cachedir>
  ${['Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC'].map(alias).join('\n  ')}
  ${['sans-serif', 'serif', 'monospace'].map(fallback).join('\n  ')}
</fontconfig>
`,
  );
  return file;
}
