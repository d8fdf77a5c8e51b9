import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Fault } from './fault.ts';
import type { FaultWorld } from './fault-world.ts';
import { TrialImport } from './trial-import.ts';

/** Refused with the sentence for it, and nothing stored: no half file, no row that names one, no job. */
async function refusedFull(world: FaultWorld, trial: TrialImport, filesDir: string): Promise<void> {
  const rowsBefore = await countFiles(world);
  const answer = await trial.upload();
  assert.equal(answer.status, 507, await answer.clone().text());
  assert.match(((await answer.json()) as { sentence: string }).sentence, /存储空间不足，文件没有保存/);
  assert.equal(await trial.job(), undefined);
  assert.equal(await countFiles(world), rowsBefore);
  assert.deepEqual(await readdir(path.join(filesDir, 'unfinished')), [], 'a half file was left');
}

async function countFiles(world: FaultWorld): Promise<number> {
  const [row] = await world.owner.sql<{ n: number }[]>`select count(*)::int as n from file`;
  return row?.n ?? 0;
}

const mount = (...args: string[]) => spawnSync('mount', args, { stdio: 'ignore' }).status === 0;

/** A real file system with room for hardly anything. @returns undefined where this account may not mount one */
async function smallDisk() {
  const folder = await mkdtemp(path.join(tmpdir(), 'huzhu-full-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  if (!mount('-t', 'tmpfs', '-o', 'size=64k,mode=700', 'tmpfs', folder)) {
    await remove();
    return undefined;
  }
  return {
    folder,
    grow: () => assert.ok(mount('-o', 'remount,size=32m', folder)),
    async remove() {
      spawnSync('umount', [folder], { stdio: 'ignore' });
      await remove();
    },
  };
}

const diskFull: Fault = {
  name: 'disk full during upload',
  brief: true,
  async run(world) {
    await world.calm(0);
    const trial = await TrialImport.prepare(world);
    const shown: string[] = [];
    const restartApi = async (settings: Parameters<FaultWorld['startApi']>[0]) => {
      if (world.api) await world.end(world.api, 'SIGTERM');
      await world.startApi(settings);
    };
    const disk = await smallDisk();
    try {
      if (disk) {
        const env = { HUZHU_FILES_DIR: disk.folder };
        await restartApi({ env });
        await refusedFull(world, trial, disk.folder);
        disk.grow();
        await trial.accepted();
        await world.startWorker({ env });
        await trial.recovered();
        for (const worker of world.workers) await world.end(worker);
        shown.push('a tmpfs of 64 KB (ENOSPC)');
      }
      // Needs no right to mount: the kernel's limit on the size of a file, as of an account with a quota.
      const limited = await TrialImport.prepare(world);
      await restartApi({ fileBlocks: 64 });
      await refusedFull(world, limited, world.filesDir);
      shown.push('ulimit -f of 32 KB (EFBIG)');
    } finally {
      await restartApi({});
      await disk?.remove();
    }
    return {
      did: `an upload of ${Math.round(trial.file.length / 1024)} KB onto ${shown.join(', and onto ')}`,
      held: `507 with its sentence; no half file, no row, no job${disk ? '; accepted and imported when there was room' : ' (no right to mount a small disk here)'}`,
    };
  },
};

export const DISK_FAULTS: readonly Fault[] = [diskFull];
