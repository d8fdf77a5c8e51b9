import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { inTransaction } from './in-transaction.ts';
import { withScope } from './with-scope.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

const END_SELF = 'select pg_terminate_backend(pg_backend_pid())';

// An exception that nobody can catch would fail this file: vitest reports it.
it('a transaction whose connection is ended answers BUSY, and every connection of the pool works afterwards', async () => {
  for (let round = 0; round < 10; round += 1) {
    const ended = Array.from({ length: 5 }, () =>
      withScope(db.web, { unitIds: [] }, async (tx) => {
        await tx.execute(sql.raw(END_SELF));
      }),
    );
    for (const result of await Promise.allSettled(ended)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'BUSY' } });
    }
    const ones = Array.from({ length: 20 }, () =>
      withScope(db.web, { unitIds: [] }, (tx) => tx.execute<{ one: number }>(sql`select 1 as one, pg_sleep(0.01)`)),
    );
    expect((await Promise.all(ones)).every((rows) => rows[0]?.one === 1)).toBe(true);
  }
}, 30_000);

it('the same for plain SQL', async () => {
  for (let round = 0; round < 10; round += 1) {
    await expect(inTransaction(db.worker.sql, (tx) => tx.unsafe(END_SELF))).rejects.toThrow();
    expect(await inTransaction(db.worker.sql, (tx) => tx`select 1 as one`)).toMatchObject([{ one: 1 }]);
  }
}, 30_000);
