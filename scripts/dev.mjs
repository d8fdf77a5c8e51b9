import { spawn } from 'node:child_process';
import path from 'node:path';
import { bringUp } from './services/bring-up.mjs';
import { freePort } from './services/free-port.mjs';
import { install } from './services/install.mjs';
import { onStop } from './services/on-stop.mjs';
import { dataDirFrom, ROOT } from './services/paths.mjs';
import { migrate, seedDemo } from './services/prepare.mjs';
import { stopProcess } from './services/process-facts.mjs';
import { say, sayFailure } from './services/say.mjs';

const port = Number(process.env.PORT || 3000);
const dataDir = dataDirFrom(process.env);

function show(name, command, args, cwd, env) {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) process.stdout.write(`${name.padEnd(6)} │ ${line}\n`);
    });
  }
  child.on('exit', (code, signal) => say(`${name} 停了 exited (${signal ?? code})`));
  return child;
}

async function main() {
  await install();
  const services = await bringUp({ dataDir, facts: { url: `http://localhost:${port}` } });
  const children = [];
  onStop(async () => {
    await Promise.all(children.map((child) => stopProcess(child.pid, { patienceMs: 10_000 })));
    await services.stop();
    process.exit(0);
  });
  const apiPort = await freePort();
  const env = {
    ...services.env,
    NODE_ENV: 'development',
    PORT: String(apiPort),
    HUZHU_FILES_DIR: path.join(dataDir, 'files'),
    HUZHU_WEB_DIR: path.join(ROOT, 'apps/web/dist'),
    HUZHU_DEMO: process.env.HUZHU_DEMO ?? '1',
  };
  try {
    await migrate(env);
    if (env.HUZHU_DEMO !== '0') await seedDemo(env);
  } catch (error) {
    await services.stop();
    throw error;
  }
  const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name);
  const watched = (name) =>
    show(name, bin('tsx'), ['watch', '--clear-screen=false', 'src/main.ts'], path.join(ROOT, 'apps', name), env);
  children.push(watched('api'), watched('worker'));
  // vite.config.ts sends /api and /trpc to the API on PORT; vite's own port is told by flag.
  const webEnv = { ...process.env, PORT: String(apiPort) };
  children.push(
    show('web', bin('vite'), ['--port', String(port), '--strictPort'], path.join(ROOT, 'apps/web'), webEnv),
  );
  say(`开发地址 http://localhost:${port}`);
}

await main().catch((error) => process.exit(sayFailure(error)));
