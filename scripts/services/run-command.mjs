import { spawn } from 'node:child_process';

const running = new Set();

/** Ends every command that is still running: the person asked to stop and nobody waits for them any more. */
export function stopCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a command to its end. Output is kept, or shown as it comes with `show`. Never throws for an exit code. */
export function runCommand(command, args, { cwd, env = process.env, show = false, input, uid, gid, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid }),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs, killSignal: 'SIGKILL' }),
    });
    running.add(child);
    let output = '';
    const take = (chunk) => {
      output = (output + chunk).slice(-2_000_000);
      if (show) process.stdout.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 1, signal, output });
    });
    if (input !== undefined) {
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    }
  });
}

export const tail = (text, lines = 40) => text.trimEnd().split('\n').slice(-lines).join('\n');
