/** The server for integration tests: started by the root's `npm test`; its databases are made and dropped freely. */
export function testDatabaseUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests with `npm test`, which starts a Postgres.');
  return url;
}
