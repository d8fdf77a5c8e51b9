import { readFileSync } from 'node:fs';
import { collectRoster } from './collect-roster.ts';

/**
 * Run as a process of its own: reads a clean file, then the file given, and prints what came out with the time and
 * the peak memory that the second took over the first. (`resourceUsage().maxRSS` is a peak and never falls, so a
 * process measures one file.)
 */
const [baseline = '', hostile = ''] = process.argv.slice(2);
await collectRoster(readFileSync(baseline));
const before = process.resourceUsage().maxRSS;
const started = performance.now();
const cpu = process.cpuUsage();
const result = await collectRoster(readFileSync(hostile));
const { user, system } = process.cpuUsage(cpu);
// On a machine that is busy with other tests the wall clock measures those.
const ms = Math.min(performance.now() - started, (user + system) / 1000);
const megabytes = (process.resourceUsage().maxRSS - before) / 1024;
const outcome = result.outcome === 'parsed' ? result.rows.length : result.code;
process.stdout.write(JSON.stringify({ outcome, ms, megabytes }));
