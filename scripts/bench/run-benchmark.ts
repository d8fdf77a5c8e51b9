import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { ROOT } from '../services/paths.mjs';
import type { Benchmark, BenchOptions, Measured } from './benchmark.ts';

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
    Record<string, { readonly medianMs: number; readonly peakMb: number; readonly counts: Measured['counts'] }>
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
  try {
    let input: string | undefined;
    if (benchmark.prepare) {
      input = path.join(folder, 'input');
      fs.writeFileSync(input, await benchmark.prepare(options));
    }
    await bundle();
    const runs = new Map<string, Run[]>(benchmark.contenders.map(({ name }) => [name, []]));
    for (let round = 1; round <= benchmark.rounds; round++) {
      for (const { name } of benchmark.contenders) {
        const once = await contend(benchmark, name, options, input);
        check(benchmark, name, once, options);
        runs.get(name)?.push(once);
        say(`round ${round}/${benchmark.rounds} ${name}: ${once.ms.toFixed(0)} ms, ${once.peakMb.toFixed(0)} MiB`);
      }
    }
    checkDigests(runs);
    return report(benchmark, options, runs);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const npmOutside: Plugin = {
  name: 'npm-packages-stay-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: wanted, kind }) =>
      kind === 'entry-point' || wanted.startsWith('@huzhu/') ? undefined : { path: wanted, external: true },
    );
  },
};

/** As the product is built (scripts/build-server.mjs): no TypeScript loader takes time and memory beside a contender. */
async function bundle(): Promise<void> {
  await build({
    entryPoints: [CONTEND],
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

async function contend(benchmark: Benchmark, name: string, options: BenchOptions, input: string | undefined) {
  const args = [path.join(BUNDLE, 'contend.js'), benchmark.name, name, String(options.rows), ...(input ? [input] : [])];
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

function checkDigests(runs: ReadonlyMap<string, readonly Run[]>): void {
  const digests = new Set([...runs.values()].flat().flatMap(({ digest }) => digest ?? []));
  if (digests.size > 1) throw new Error(`the results differ: ${[...digests].join(', ')}`);
}

function report(benchmark: Benchmark, options: BenchOptions, runs: ReadonlyMap<string, readonly Run[]>): BenchReport {
  const of = (name: string) => runs.get(name) ?? [];
  const ratio = (a: string, b: string) => median(of(a).map(({ ms }, at) => ms / (of(b)[at]?.ms ?? Number.NaN)));
  const peak = (name: string) => Math.max(...of(name).map(({ peakMb }) => peakMb));
  const first = benchmark.contenders[0]?.name ?? '';
  const others = benchmark.contenders.slice(1).map(({ name }) => name);
  const memory = (benchmark.memory ?? []).filter(({ atRows }) => atRows === options.rows);
  return {
    benchmark: benchmark.name,
    rows: options.rows,
    rounds: benchmark.rounds,
    machine: { cores: os.availableParallelism(), model: os.cpus()[0]?.model ?? '', node: process.version },
    contenders: Object.fromEntries(
      benchmark.contenders.map(({ name }) => [
        name,
        {
          medianMs: rounded(median(of(name).map(({ ms }) => ms))),
          peakMb: rounded(peak(name)),
          counts: of(name)[0]?.counts ?? {},
        },
      ]),
    ),
    ratios: Object.fromEntries(others.map((other) => [`${first}/${other}`, rounded(ratio(first, other))])),
    goals: [
      ...benchmark.goals.map(({ of: one, to, atMost }) => {
        const measured = rounded(ratio(one, to));
        return { goal: `${one}/${to} ≤ ${atMost}`, measured, met: measured <= atMost };
      }),
      ...memory.map(({ of: one, atMostMb }) => {
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
