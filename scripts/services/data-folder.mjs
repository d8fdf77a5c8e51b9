import fs from 'node:fs';
import path from 'node:path';
import { isAlive, startTimeOf } from './process-facts.mjs';
import { Sentence } from './say.mjs';

const MARKER = '.huzhu-data';
const LOCK = 'running.json';

export function readRunning(dataDir) {
  try {
    return JSON.parse(fs.readFileSync(path.join(dataDir, LOCK), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The live owner of a data folder as `running.json` names it, or undefined. */
export function ownerOf(dataDir) {
  const running = readRunning(dataDir);
  return running && isAlive(running.pid, running.startTime) ? running : undefined;
}

export const isDataFolder = (dataDir) => fs.existsSync(path.join(dataDir, MARKER));

/** Makes the folder, or takes an empty one or one of ours. A folder with somebody else's files is refused. */
export function makeDataFolder(dataDir) {
  try {
    fs.mkdirSync(dataDir, { recursive: true });
    if (!isDataFolder(dataDir)) {
      if (fs.readdirSync(dataDir).length > 0) {
        throw new Sentence(
          `${dataDir} 里已经有别的文件，不像互助系统的数据文件夹。请用 HUZHU_DATA_DIR 指定一个空文件夹。\n` +
            `${dataDir} holds other files. Name an empty folder in HUZHU_DATA_DIR.`,
        );
      }
      fs.writeFileSync(path.join(dataDir, MARKER), 'Data of Huzhu. `npm run reset` removes this folder.\n');
    }
    fs.mkdirSync(path.join(dataDir, 'logs'), { recursive: true });
  } catch (error) {
    if (error instanceof Sentence) throw error;
    throw new Sentence(
      `数据文件夹 ${dataDir} 不能写入（${error.code ?? error.message}）。\nThe data folder ${dataDir} cannot be written (${error.code ?? error.message}).`,
    );
  }
}

/**
 * Takes the folder for this process. `link` is the one step the file system makes atomically, so of two starts at the same
 * moment one wins. Gives what an earlier owner that is gone left in the file, so that its children can be looked for.
 */
export function lockDataFolder(dataDir, facts = {}) {
  const file = path.join(dataDir, LOCK);
  const mine = { pid: process.pid, startTime: startTimeOf(process.pid), since: new Date().toISOString(), ...facts };
  const part = `${file}.${process.pid}`;
  fs.writeFileSync(part, JSON.stringify(mine), { mode: 0o600 });
  let left;
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        fs.linkSync(part, file);
        break;
      } catch (error) {
        if (error.code !== 'EEXIST' || attempt > 5) throw error;
        const owner = ownerOf(dataDir);
        if (owner) {
          throw new Sentence(
            `这个数据文件夹正在被另一个互助系统使用（进程 ${owner.pid}${owner.url ? `，${owner.url}` : ''}）：${dataDir}\n` +
              '请先停掉它，或用 HUZHU_DATA_DIR 和 PORT 另指定文件夹和端口。\n' +
              `The data folder is in use by process ${owner.pid}. Stop it first, or name another HUZHU_DATA_DIR and PORT.`,
          );
        }
        left = readRunning(dataDir);
        fs.rmSync(file, { force: true });
      }
    }
  } finally {
    fs.rmSync(part, { force: true });
  }
  const note = (more) => {
    Object.assign(mine, more);
    fs.writeFileSync(part, JSON.stringify(mine), { mode: 0o600 });
    fs.renameSync(part, file);
  };
  const release = () => {
    if (readRunning(dataDir)?.pid === process.pid) fs.rmSync(file, { force: true });
  };
  return { left, note, release };
}
