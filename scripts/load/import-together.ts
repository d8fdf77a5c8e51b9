import { setTimeout as delay } from 'node:timers/promises';
import type { FaultWorld } from '../../tests/faults/fault-world.ts';
import type { ApiClient } from '../../tests/integration/api-client.ts';
import type { LoadOperator } from './load-operators.ts';

export interface TogetherResult {
  /** Of the honest imports, seconds after the first upload began, in order. */
  readonly doneMs: readonly number[];
  readonly succeeded: number;
  readonly rows: number;
  readonly uploadsMs: readonly number[];
  /** Every other answer of the API meanwhile. */
  readonly answersMs: readonly number[];
  /** From the database: how long a job waited to be begun. */
  readonly waitsMs: readonly number[];
  /** The longest time in which no honest import ended, while some were under way. */
  readonly longestGapMs: number;
  readonly bomb: { readonly state: string; readonly code: string | null; readonly heldMs: number } | undefined;
}

const ONLOOKERS = 4;
/** Between two questions of an onlooker: as fast as somebody clicks. */
const THINK_MS = 250;

/** Everybody uploads in the same moment and follows the import as the page does; onlookers leaf through lists meanwhile. */
export async function importTogether(
  world: FaultWorld,
  operators: readonly LoadOperator[],
  files: readonly Uint8Array<ArrayBuffer>[],
  bomb?: { readonly operator: LoadOperator; readonly file: Uint8Array<ArrayBuffer> },
): Promise<TogetherResult> {
  const numbers: string[] = [];
  for (const operator of operators) numbers.push(await operator.draft());
  const bombNumber = bomb ? await bomb.operator.draft() : '';
  await delay(2_000);

  const answersMs: number[] = [];
  const uploadsMs: number[] = [];
  const began = performance.now();
  const timed = async <T>(into: number[], ask: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const answer = await ask();
    into.push(performance.now() - from);
    return answer;
  };

  const follow = async (client: ApiClient, number: string, file: Uint8Array<ArrayBuffer>) => {
    const response = await timed(uploadsMs, async () => {
      const answer = await client.upload(number, file);
      await answer.arrayBuffer();
      return answer;
    });
    if (response.status !== 200) throw new Error(`an upload was answered ${response.status}`);
    const stream = await timed(answersMs, () => client.fetch(`/api/applications/${number}/roster/progress`));
    await stream.text();
    const doneMs = performance.now() - began;
    const { roster } = await timed(answersMs, () => client.trpc.roster.status.query({ number }));
    await timed(answersMs, () => client.trpc.roster.rows.query({ number, limit: 200 }));
    return { doneMs, state: roster?.state, rows: roster?.counts.rows ?? 0, code: roster?.failure?.code ?? null };
  };

  let running = true;
  const onlookers = operators.slice(0, ONLOOKERS).map(async ({ client }, i) => {
    const number = numbers[i] ?? '';
    while (running) {
      await timed(answersMs, () => client.trpc.application.list.query({}));
      await delay(THINK_MS);
      await timed(answersMs, () => client.trpc.application.get.query({ number }));
      await delay(THINK_MS);
      await timed(answersMs, () => client.trpc.roster.rows.query({ number, limit: 200 }));
      await delay(THINK_MS);
    }
  });
  const bombing = bomb && follow(bomb.operator.client, bombNumber, bomb.file);
  const imports = await Promise.all(
    operators.map(({ client }, i) => follow(client, numbers[i] ?? '', files[i % files.length] ?? new Uint8Array())),
  );
  const exploded = await bombing;
  running = false;
  await Promise.all(onlookers);

  const jobs = await world.owner.sql<{ number: string; wait: number; held: number; code: string | null }[]>`
    select a.number, extract(epoch from j.started_at - j.created_at)::float8 * 1000 as wait,
      extract(epoch from j.finished_at - j.started_at)::float8 * 1000 as held, j.error_code as code
    from job j join roster_version v on j.subject_id = v.id::text join application a on a.id = v.application_id
    where a.number = any(${[...numbers, bombNumber]})`;
  const doneMs = imports.map((one) => one.doneMs).sort((a, b) => a - b);
  const bombJob = jobs.find((job) => job.number === bombNumber);
  return {
    doneMs,
    succeeded: imports.filter((one) => one.state === 'succeeded').length,
    rows: imports.reduce((sum, one) => sum + one.rows, 0),
    uploadsMs,
    answersMs,
    waitsMs: jobs.filter((job) => job.number !== bombNumber).map((job) => job.wait),
    longestGapMs: Math.max(...doneMs.slice(1).map((ms, i) => ms - (doneMs[i] ?? 0))),
    bomb: exploded && { state: exploded.state ?? '', code: bombJob?.code ?? null, heldMs: bombJob?.held ?? 0 },
  };
}
