import { lockDataFolder, makeDataFolder } from './data-folder.mjs';
import { loadKeys } from './keys.mjs';
import { startPostgres } from './postgres.mjs';
import { isAlive, stopProcess } from './process-facts.mjs';
import { startRedis } from './redis.mjs';
import { roleUrl } from './role-urls.mjs';
import { say } from './say.mjs';

/** Stops the API and worker of a launcher that was killed; Postgres and Redis look for their own. */
async function stopLeftChildren(left) {
  for (const child of Object.values(left?.children ?? {})) {
    if (isAlive(child.pid, child.startTime)) await stopProcess(child.pid, { patienceMs: 30_000 });
  }
}

/**
 * Takes the data folder and brings up what the product stands on. Gives the environment for every process of it, and `stop`,
 * which ends Redis, then Postgres, then gives the folder back.
 */
export async function bringUp({ dataDir, env = process.env, disposable = false, facts = {} }) {
  makeDataFolder(dataDir);
  const lock = lockDataFolder(dataDir, facts);
  const running = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    while (running.length > 0) await running.pop().stop();
    lock.release();
  };
  /** A service that dies while the product runs comes back on the same port; the others hold its address already. */
  const watch = (title, server) => {
    if (!server.child) return;
    server.child.once('exit', async () => {
      if (stopping) return;
      say(`${title} 停了，正在重新启动`);
      try {
        await server.restart();
        watch(title, server);
      } catch (error) {
        say(error.message);
      }
    });
  };
  try {
    if (lock.left) {
      say('上一次没有正常停止，先收拾留下的进程 cleaning up after a run that was killed');
      await stopLeftChildren(lock.left);
    }
    const keys = loadKeys(dataDir, env);
    const postgres = await startPostgres({ dataDir, env, disposable });
    running.push(postgres);
    watch('数据库 Postgres', postgres);
    const redis = await startRedis({ dataDir, env, disposable });
    running.push(redis);
    watch('队列 Redis', redis);
    const secret = keys.HUZHU_DB_ROLE_SECRET;
    return {
      lock,
      stop,
      env: {
        ...env,
        ...keys,
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
        HUZHU_WEB_DATABASE_URL: env.HUZHU_WEB_DATABASE_URL || roleUrl(postgres.url, 'huzhu_web', secret),
        HUZHU_WORKER_DATABASE_URL: env.HUZHU_WORKER_DATABASE_URL || roleUrl(postgres.url, 'huzhu_worker', secret),
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
