import { startDisposableServices } from '../scripts/services/disposable.mjs';

/**
 * `npm test` brings the services up and names them in TEST_DATABASE_URL and TEST_REDIS_URL; alone, with
 * `npx vitest run --project integration`, this does. Test files clone their own database from a migrated template.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL) return async () => {};
  const services = await startDisposableServices();
  process.env.TEST_DATABASE_URL = services.databaseUrl;
  process.env.TEST_REDIS_URL = services.redisUrl;
  return services.stop;
}
