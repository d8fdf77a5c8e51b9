import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { ROOT } from '../services/paths.mjs';
import { separateEntries } from '../services/separate-entries.mjs';
import { openBenchDatabase } from './bench-database.ts';
import type { Benchmark, BenchOptions, Measured, ScaleGoal } from './benchmark.ts';

const CONTEND = fileURLToPath(new URL('contend.ts', import.meta.url));
/** Inside the project, so that packages are found from it. */
const BUNDLE = path.join(ROOT, '.cache', 'bench');
const run = promisify(execFile);

interface Run extends Measured {
  readonly peakMb: number;
}

export interface BenchReport {
  readonly benchmark: string;
  readonly rows: number;
  readonly rounds: number;
  readonly machine: { readonly cores: number; readonly model: string; readonly node: string };
  readonly contenders: Readonly<
    Record<
      string,
      {
        readonly medianMs: number;
        readonly peakMb: number;
        /** Of the first run. */
        readonly counts: Measured['counts'];
        /** Of the worst run each. */
        readonly figures?: NonNullable<Measured['figures']>;
      }
    >
  >;
  /** `ours/limit` → the median of the ratios within one round. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly goals: readonly { readonly goal: string; readonly measured: number; readonly met: boolean }[];
}

/**
 * Runs a benchmark and compares within each round, because times on shared machines drift.
 * @throws Error when a contender fails, counts wrongly or comes to another digest
 */
export async function runBenchmark(
  benchmark: Benchmark,
  options: BenchOptions,
  say: (line: string) => void,
): Promise<BenchReport> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'huzhu-bench-'));
  const database = await openBenchDatabase(benchmark, options);
  try {
    const entrants = entrantsOf(benchmark, options.rows);
    const inputs = new Map<number, string>();
    for (const { rows } of entrants) {
      if (!benchmark.prepare || inputs.has(rows)) continue;
      const input = path.join(folder, `input-${rows}`);
      fs.writeFileSync(input, await benchmark.prepare({ rows }));
      inputs.set(rows, input);
    }
    await bundle();
    const runs = new Map<string, Run[]>(entrants.map(({ key }) => [key, []]));
    for (let round = 1; round <= benchmark.rounds; round++) {
      for (const { key, name, rows } of entrants) {
        const once = await database.with((url) => contend(benchmark, name, { rows }, inputs.get(rows), url));
        check(benchmark, name, once, { rows });
        runs.get(key)?.push(once);
        say(`round ${round}/${benchmark.rounds} ${key}: ${once.ms.toFixed(0)} ms, ${once.peakMb.toFixed(0)} MiB`);
      }
    }
    checkDigests(runs, entrants);
    return report(benchmark, options, runs);
  } finally {
    await database.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface Entrant {
  /** `ours`, or `ours@10000` at other rows than the run's. */
  readonly key: string;
  readonly name: string;
  readonly rows: number;
}

/** Who runs in every round: the contenders that bear so many rows, and the smaller run of the scale goal. */
function entrantsOf({ contenders, scale }: Benchmark, rows: number): Entrant[] {
  const entrants = contenders
    .filter(({ upToRows = Number.POSITIVE_INFINITY }) => rows <= upToRows)
    .map(({ name }): Entrant => ({ key: name, name, rows }));
  if (scale?.atRows === rows) entrants.push({ key: keyAt(scale), name: scale.of, rows: scale.fromRows });
  return entrants;
}

const keyAt = ({ of, fromRows }: ScaleGoal) => `${of}@${fromRows}`;

const npmOutside: Plugin = {
  name: 'npm-packages-stay-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: wanted, kind }) =>
      kind === 'entry-point' || wanted.startsWith('@huzhu/') ? undefined : { path: wanted, external: true },
    );
  },
};

/**
 * As the product is built (scripts/build-server.mjs), threads and child processes beside the rest: no TypeScript loader takes
 * time and memory beside a contender.
 */
async function bundle(): Promise<void> {
  await build({
    entryPoints: { contend: CONTEND, ...separateEntries() },
    outdir: BUNDLE,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    plugins: [npmOutside],
    logLevel: 'warning',
  });
}

async function contend(
  benchmark: Benchmark,
  name: string,
  options: BenchOptions,
  input: string | undefined,
  databaseUrl: string,
) {
  const args = [path.join(BUNDLE, 'contend.js'), benchmark.name, name, String(options.rows), input ?? '', databaseUrl];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Run;
}

function check(benchmark: Benchmark, name: string, once: Run, options: BenchOptions): void {
  for (const [what, expected] of Object.entries(benchmark.expect(options))) {
    const counted = once.counts[what];
    if (counted !== undefined && counted !== expected) {
      throw new Error(`${benchmark.name}: ${name} counted ${counted} ${what}, not ${expected}`);
    }
  }
}

function checkDigests(runs: ReadonlyMap<string, readonly Run[]>, entrants: readonly Entrant[]): void {
  for (const rows of new Set(entrants.map((entrant) => entrant.rows))) {
    const same = entrants.filter((entrant) => entrant.rows === rows).flatMap(({ key }) => runs.get(key) ?? []);
    const digests = new Set(same.flatMap(({ digest }) => digest ?? []));
    if (digests.size > 1) throw new Error(`the results differ: ${[...digests].join(', ')}`);
  }
}

function report(benchmark: Benchmark, options: BenchOptions, runs: ReadonlyMap<string, readonly Run[]>): BenchReport {
  const of = (name: string) => runs.get(name) ?? [];
  const ratio = (a: string, b: string) => median(of(a).map(({ ms }, at) => ms / (of(b)[at]?.ms ?? Number.NaN)));
  const peak = (name: string) => Math.max(...of(name).map(({ peakMb }) => peakMb));
  const figure = (name: string, figureName: string) =>
    Math.max(...of(name).map(({ ms, figures }) => (figureName === 'ms' ? ms : (figures?.[figureName] ?? Number.NaN))));
  const contenders = benchmark.contenders.filter(({ name }) => runs.has(name));
  const [first = '', ...others] = contenders.map(({ name }) => name);
  const meant = ({ atRows = options.rows }: { readonly atRows?: number }) => atRows === options.rows;
  const { scale } = benchmark;
  return {
    benchmark: benchmark.name,
    rows: options.rows,
    rounds: benchmark.rounds,
    machine: { cores: os.availableParallelism(), model: os.cpus()[0]?.model ?? '', node: process.version },
    contenders: Object.fromEntries(
      [...runs].map(([key, [once]]) => [
        key,
        {
          medianMs: rounded(median(of(key).map(({ ms }) => ms))),
          peakMb: rounded(peak(key)),
          counts: once?.counts ?? {},
          ...(once?.figures && {
            figures: Object.fromEntries(Object.keys(once.figures).map((name) => [name, rounded(figure(key, name))])),
          }),
        },
      ]),
    ),
    ratios: Object.fromEntries(others.map((other) => [`${first}/${other}`, rounded(ratio(first, other))])),
    goals: [
      ...benchmark.goals
        .filter((goal) => meant(goal) && runs.has(goal.to))
        .map(({ of: one, to, atMost }) => {
          const measured = rounded(ratio(one, to));
          return { goal: `${one}/${to} ≤ ${atMost}`, measured, met: measured <= atMost };
        }),
      ...(scale && meant(scale) ? [scale] : []).map((goal) => {
        const measured = rounded(ratio(goal.of, keyAt(goal)));
        return { goal: `${goal.of}/${keyAt(goal)} ≤ ${goal.atMost}`, measured, met: measured <= goal.atMost };
      }),
      ...(benchmark.bounds ?? []).filter(meant).map(({ of: one, figure: name, atMost }) => {
        const measured = rounded(figure(one, name));
        return { goal: `${one} ${name} ≤ ${atMost}`, measured, met: measured <= atMost };
      }),
      ...(benchmark.memory ?? []).filter(meant).map(({ of: one, atMostMb }) => {
        const measured = rounded(peak(one));
        return { goal: `${one} peak ≤ ${atMostMb} MiB`, measured, met: measured <= atMostMb };
      }),
      ...(benchmark.growth ?? []).map(({ of: one, to, atMost }) => {
        const measured = rounded(peak(one) / peak(to));
        return { goal: `${one} peak / ${to} peak ≤ ${atMost}`, measured, met: measured <= atMost };
      }),
    ],
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
