import { parseArgs } from 'node:util';
import { BENCHMARKS } from './bench/names.ts';
import { type BenchReport, runBenchmark } from './bench/run-benchmark.ts';

/**
 * `npm run -s bench -- NAME [--rows N] [--rounds N] [--json]`, or `--list` for the names.
 *
 * Prints the figures and ratios of one benchmark (docs/performance.md); with `--json` exactly one JSON document. A goal that
 * is missed is said and exits 1; a contender that fails, miscounts or comes to another result exits 2.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean' },
    json: { type: 'boolean' },
    rows: { type: 'string' },
    rounds: { type: 'string' },
  },
});

function show({ benchmark, rows, contenders, ratios, goals, machine }: BenchReport): string {
  return [
    `${benchmark}, ${rows.toLocaleString('en-US')} rows, ${machine.cores} cores, Node ${machine.node}`,
    ...Object.entries(contenders).map(([name, { medianMs, peakMb, figures = {} }]) =>
      [
        `  ${name}: ${medianMs} ms, peak ${peakMb} MiB`,
        ...Object.entries(figures).map(([figure, value]) => `${figure} ${value}`),
      ].join(', '),
    ),
    ...Object.entries(ratios).map(([name, ratio]) => `  ${name} = ${ratio}`),
    ...goals.map(({ goal, measured, met }) => `  ${met ? '✓' : '✗'} ${goal}: ${measured}`),
  ].join('\n');
}

async function main(): Promise<number> {
  if (values.list) {
    process.stdout.write(`${Object.keys(BENCHMARKS).join('\n')}\n`);
    return 0;
  }
  const [name = ''] = positionals;
  const benchmark = await BENCHMARKS[name]?.();
  const rows = Number(values.rows ?? benchmark?.defaultRows);
  const rounds = Number(values.rounds ?? benchmark?.rounds);
  if (!benchmark || ![rows, rounds].every((count) => Number.isInteger(count) && count > 0)) {
    process.stderr.write(
      `usage: npm run -s bench -- ${Object.keys(BENCHMARKS).join('|')} [--rows N] [--rounds N] [--json]\n`,
    );
    return 2;
  }
  const report = await runBenchmark({ ...benchmark, rounds }, { rows }, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${values.json ? JSON.stringify(report) : show(report)}\n`);
  return report.goals.every(({ met }) => met) ? 0 : 1;
}

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return 2;
});
