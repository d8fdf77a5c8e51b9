import fs from 'node:fs';
import { isDataFolder, ownerOf } from './services/data-folder.mjs';
import { removeDataFolder } from './services/disposable.mjs';
import { dataDirFrom } from './services/paths.mjs';
import { Sentence, say, sayFailure } from './services/say.mjs';

async function reset() {
  const dataDir = dataDirFrom(process.env);
  if (!fs.existsSync(dataDir)) {
    say(`没有数据可清除：${dataDir}。Nothing to remove.`);
    return;
  }
  const owner = ownerOf(dataDir);
  if (owner)
    throw new Sentence(
      `互助系统正在运行（进程 ${owner.pid}），没有清除任何东西。请先停掉它。\nHuzhu is running (process ${owner.pid}); nothing was removed. Stop it first.`,
    );
  if (!isDataFolder(dataDir)) {
    throw new Sentence(
      `${dataDir} 不是互助系统的数据文件夹，没有清除任何东西。\n${dataDir} is no data folder of Huzhu; nothing was removed.`,
    );
  }
  await removeDataFolder(dataDir);
  say(`已清除 removed: ${dataDir}`);
}

await reset().catch((error) => process.exit(sayFailure(error)));
