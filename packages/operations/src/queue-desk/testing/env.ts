/** The Redis for integration tests, started by the root's `npm test`. */
export function testRedisUrl(): string {
  const url = process.env.TEST_REDIS_URL;
  if (!url) throw new Error('TEST_REDIS_URL is not set: run the tests with `npm test`, which starts a Redis.');
  return url;
}
