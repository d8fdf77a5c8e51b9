import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bringUp } from './services/bring-up.mjs';
import { ownerOf } from './services/data-folder.mjs';
import { isPortFree } from './services/free-port.mjs';
import { install } from './services/install.mjs';
import { onStop } from './services/on-stop.mjs';
import { dataDirFrom, ROOT } from './services/paths.mjs';
import { build, migrate, seedDemo } from './services/prepare.mjs';
import { stopCommands } from './services/run-command.mjs';
import { Sentence, say, sayFailure, step } from './services/say.mjs';
import { logTail, supervise } from './services/supervise.mjs';
import { WORKER_ENV } from './services/worker-env.mjs';

const port = Number(process.env.PORT || 3000);
const dataDir = dataDirFrom(process.env);
const url = `http://localhost:${port}`;
const DRAIN_MS = 30_000;

const ACCOUNTS = [
  ['operator1 operator2', '经办人', 'fills in and submits applications'],
  ['manager1', '单位管理员', 'manages the unit'],
  ['reviewer1 reviewer2', '审核人', 'reviews applications'],
  ['finance1 finance2', '财务', 'confirms payments'],
  ['society1 society2', '互助会', 'runs plans and policies'],
  ['sysadmin1', '系统管理员', 'runs the system, reads no rosters'],
];

const isDemo = (env) =>
  env.HUZHU_DEMO ? !['0', 'false', 'off', 'no'].includes(env.HUZHU_DEMO.toLowerCase()) : !env.DATABASE_URL;

async function requirePort() {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Sentence(`PORT=${process.env.PORT} 不是端口号（1–65535）。PORT must be 1–65535.`);
  // What a killed run left behind is stopping just now, so a taken port gets a moment.
  for (let attempt = 0; attempt < 4; attempt++) {
    if (await isPortFree(port)) return;
    await sleep(700);
  }
  throw new Sentence(
    `端口 ${port} 已被占用。请停掉占用它的程序，或换一个端口：PORT=3001 npm start\nPort ${port} is in use. Stop what uses it, or choose another: PORT=3001 npm start`,
  );
}

async function waitReady(programs) {
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    const dead = programs.find((program) => !program.alive());
    if (dead) {
      throw new Sentence(
        `${logTail(dead.logFile)}\n\n${dead.name} 启动就停了，上面是日志 ${dead.logFile}。\n${dead.name} stopped while starting; its log stands above.`,
      );
    }
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(
      () => undefined,
    );
    if (answer?.ok) return;
    await sleep(150);
  }
  throw new Sentence(
    `${logTail(programs[0].logFile)}\n\n90 秒内没有就绪，上面是日志。Not ready within 90 s; the log stands above.`,
  );
}

function printAddress(demo) {
  const lines = ['', `  互助系统已经启动 Huzhu is running:  ${url}`, ''];
  if (demo) {
    lines.push('  演示账号 demo accounts（密码 password：Huzhu-demo-2026）');
    for (const [names, role, meaning] of ACCOUNTS) lines.push(`    ${names.padEnd(22)}${role}  ${meaning}`);
    lines.push('');
  }
  lines.push(`  数据 data: ${path.relative(ROOT, dataDir) || dataDir}    停止 stop: Ctrl-C`, '');
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main() {
  const programs = [];
  let services;
  let stopping;
  const stop = (code) => {
    stopping ??= (async () => {
      // The programs first: what they are doing needs the database and the queue to the end.
      await Promise.all(programs.map((program) => program.stop(DRAIN_MS)));
      await services?.stop();
      process.exit(code);
    })().catch((error) => process.exit(sayFailure(error)));
    return stopping;
  };
  // A stop that comes before the services are up must wait for them, or they would be left behind.
  let settled;
  const starting = new Promise((resolve) => {
    settled = resolve;
  });
  let asked = false;
  onStop(async () => {
    asked = true;
    process.stdout.write('\n');
    say('正在停止 stopping …');
    stopCommands();
    await starting;
    stop(0);
  });
  const goOn = () => {
    if (asked) throw new Sentence('已停止。Stopped.');
  };
  try {
    if (!ownerOf(dataDir)) await requirePort();
    await install();
    goOn();
    const demo = isDemo(process.env);
    services = await bringUp({ dataDir, facts: { url } });
    goOn();
    const env = {
      ...services.env,
      NODE_ENV: 'production',
      PORT: String(port),
      // The demo's password is known to everybody, so the demo answers this machine alone unless told otherwise.
      ...(demo && { HUZHU_HOST: process.env.HUZHU_HOST || '127.0.0.1' }),
      HUZHU_FILES_DIR: process.env.HUZHU_FILES_DIR || path.join(dataDir, 'files'),
      HUZHU_WEB_DIR: process.env.HUZHU_WEB_DIR || path.join(ROOT, 'apps/web/dist'),
      // Stands in the QR of an e-policy.
      HUZHU_PUBLIC_URL: process.env.HUZHU_PUBLIC_URL || url,
      HUZHU_DEMO: demo ? '1' : '0',
    };
    const buildEnv = { ...env };
    delete buildEnv.NODE_ENV;
    // Two cores: the database is made ready while the sources are built.
    const outcomes = await Promise.allSettled([
      migrate(env).then(() => (demo ? seedDemo(env) : undefined)),
      build(buildEnv),
    ]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    goOn();
    await requirePort();
    const children = {};
    const keep = (name) =>
      supervise({
        name,
        args: ['--enable-source-maps', path.join(ROOT, 'apps', name, 'dist', 'main.js')],
        env: name === 'worker' ? { ...env, ...WORKER_ENV } : env,
        logFile: path.join(dataDir, 'logs', `${name}.log`),
        onStart: (facts) => {
          children[name] = facts;
          services.lock.note({ children });
        },
        onGivenUp: ({ logFile }) => {
          process.stdout.write(
            `${logTail(logFile)}\n\n${name} 反复停止，系统已停。上面是日志 ${logFile}。\n${name} keeps stopping; everything was stopped. Its log stands above.\n`,
          );
          stop(1);
        },
      });
    programs.push(keep('api'), keep('worker'));
    await step('启动 Starting API and worker', () => waitReady(programs));
    goOn();
    printAddress(demo);
    settled();
  } catch (error) {
    settled();
    if (asked) return;
    sayFailure(error);
    await stop(1);
  }
}

await main();
