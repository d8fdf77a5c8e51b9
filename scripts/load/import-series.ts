import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type FaultWorld, until } from '../../tests/faults/fault-world.ts';
import type { LoadOperator } from './load-operators.ts';

export interface SeriesPoint {
  readonly imports: number;
  /** The median of the last ten imports: what the collector has not yet given back differs from one to the next. */
  readonly workerMb: number;
  readonly apiMb: number;
  readonly msPerImport: number;
}

const EVERY = 100;
const MEDIAN_OF = 10;

/** So many imports, one after the other; the memory of worker and API every 100. */
export async function importSeries(
  world: FaultWorld,
  operators: readonly LoadOperator[],
  file: Uint8Array<ArrayBuffer>,
  options: { readonly imports: number; readonly say: (line: string) => void },
): Promise<SeriesPoint[]> {
  const drafts = await Promise.all(operators.map((operator) => operator.draft()));
  const [worker] = world.workers;
  const points: SeriesPoint[] = [];
  const workerMb: number[] = [];
  const apiMb: number[] = [];
  let from = performance.now();
  for (let n = 1; n <= options.imports; n += 1) {
    const place = n % drafts.length;
    const answer = await operators[place]?.client.upload(drafts[place] ?? '', file);
    if (answer?.status !== 200) throw new Error(`import ${n} was answered ${answer?.status}: ${await answer?.text()}`);
    const { importId } = (await answer.json()) as { importId: string };
    const state = await until(
      `import ${n} is over`,
      60_000,
      async () => {
        const [job] = await world.owner.sql<{ state: string }[]>`
          select state from job where subject_id = ${importId} and state not in ('queued', 'running')`;
        return job?.state;
      },
      15,
    );
    if (state !== 'succeeded') throw new Error(`import ${n} ended as ${state}`);
    if (n % EVERY > EVERY - MEDIAN_OF || n % EVERY === 0) {
      await delay(50);
      workerMb.push(await residentMb(worker?.child.pid));
      apiMb.push(await residentMb(world.api?.child.pid));
    }
    if (n % EVERY !== 0) continue;
    const msPerImport = (performance.now() - from) / EVERY;
    from = performance.now();
    const point = { imports: n, workerMb: median(workerMb), apiMb: median(apiMb), msPerImport };
    points.push(point);
    options.say(
      `after ${n}: worker ${point.workerMb.toFixed(0)} MB, API ${point.apiMb.toFixed(0)} MB, ${msPerImport.toFixed(0)} ms each`,
    );
    workerMb.length = 0;
    apiMb.length = 0;
  }
  return points;
}

async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
