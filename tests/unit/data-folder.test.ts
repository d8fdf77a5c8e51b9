import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder, makeDataFolder } from '../../scripts/services/data-folder.mjs';
import { loadKeys } from '../../scripts/services/keys.mjs';
import { ROOT } from '../../scripts/services/paths.mjs';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'huzhu-folder-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('a folder in use is refused with a sentence that names the process', () => {
  makeDataFolder(folder);
  const lock = lockDataFolder(folder, { url: 'http://localhost:1' });
  expect(() => lockDataFolder(folder)).toThrow(`进程 ${process.pid}`);
  lock.release();
  lockDataFolder(folder).release();
});

test('a lock whose process is gone, or whose number another process has by now, is taken over', () => {
  makeDataFolder(folder);
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  fs.writeFileSync(path.join(folder, 'running.json'), JSON.stringify({ pid: gone, startTime: '1', children: {} }));
  const lock = lockDataFolder(folder);
  expect(lock.left?.pid).toBe(gone);
  lock.release();
  fs.writeFileSync(path.join(folder, 'running.json'), JSON.stringify({ pid: process.pid, startTime: '1' }));
  lockDataFolder(folder).release();
});

test("somebody else's folder is neither taken nor reset", () => {
  fs.writeFileSync(path.join(folder, 'thesis.txt'), 'years of work');
  expect(() => makeDataFolder(folder)).toThrow('已经有别的文件');
  const reset = spawnSync(process.execPath, ['scripts/reset.mjs'], {
    cwd: ROOT,
    env: { ...process.env, HUZHU_DATA_DIR: folder },
    encoding: 'utf8',
  });
  expect(reset.status).toBe(1);
  expect(fs.readFileSync(path.join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
});

test('development keys are made once, for the owner alone, and the environment wins', () => {
  const first = loadKeys(folder, {});
  expect(loadKeys(folder, {})).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(5);
  expect(fs.statSync(path.join(folder, 'keys.env')).mode & 0o777).toBe(0o600);
  expect(Buffer.from(String(first.HUZHU_ID_CIPHER_KEYS).slice(2), 'base64')).toHaveLength(32);
  expect(loadKeys(folder, { HUZHU_AUTH_SECRET: 'given' })).toEqual({ ...first, HUZHU_AUTH_SECRET: 'given' });
});
