import fs from 'node:fs';
import { BENCHMARKS } from './names.ts';

/** The process of one run of one contender: `contend.ts BENCHMARK CONTENDER ROWS INPUT DATABASE_URL`, the last two may be empty; prints what it measured as JSON. */
const [benchmarkName = '', contenderName, rows, input, databaseUrl = ''] = process.argv.slice(2);
const benchmark = await BENCHMARKS[benchmarkName]?.();
const contender = benchmark?.contenders.find(({ name }) => name === contenderName);
if (!contender) throw new Error(`no contender ${benchmarkName} ${contenderName}`);
const outcome = await contender.run({ rows: Number(rows) }, input ? fs.readFileSync(input) : undefined, databaseUrl);
// A peak of the whole process, in KiB; it never falls.
const peakMb = process.resourceUsage().maxRSS / 1024;
const proof = 'prove' in outcome ? await outcome.prove() : {};
process.stdout.write(JSON.stringify({ ...outcome, ...proof, peakMb }));
