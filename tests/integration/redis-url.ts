/** The test Redis has 16 databases: each test file takes one of its own, so that files do not eat each other's jobs. */
const FILES = [
  'kill-worker',
  'import-speed',
  'hostile-files',
  'refusals',
  'roster-desk',
  'ledger',
  'queue-desk',
  'queue-board',
] as const;

export function redisUrlFor(file: (typeof FILES)[number]): string {
  const url = new URL(process.env.TEST_REDIS_URL ?? '');
  url.pathname = `/${FILES.indexOf(file) + 8}`;
  return url.href;
}
