import { DomainError } from '@huzhu/domain/error/domain-error';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { connect } from '../connect.ts';
import { asBusy } from './database-busy.ts';
import { withScope } from './with-scope.ts';

const failed = (code: string) => new Error('Failed query', { cause: Object.assign(new Error('x'), { code }) });

describe('asBusy', () => {
  it.each([
    '55P03',
    '57014',
    '57P01',
    '57P03',
    '08006',
    '53300',
    '40P01',
    'CONNECTION_CLOSED',
    'CONNECT_TIMEOUT',
    'ECONNREFUSED',
  ])('%s is over in a moment', (code) => {
    const error = failed(code);
    expect(asBusy(error)).toMatchObject({ code: 'BUSY', cause: error });
  });

  it.each(['23505', '42P01', 'HZ003', '22P02'])('%s is a bug and stays what it is', (code) => {
    const error = failed(code);
    expect(asBusy(error)).toBe(error);
  });

  it('leaves a refusal alone', () => {
    const refusal = new DomainError('NOT_FOUND');
    expect(asBusy(refusal)).toBe(refusal);
  });
});

describe('withScope', () => {
  it('answers BUSY within ten seconds when no database listens', async () => {
    // Port 1 is reserved and nothing listens on it.
    const db = connect('postgres://nobody@127.0.0.1:1/nothing');
    await expect(withScope(db, { all: true }, (tx) => tx.execute(sql`select 1`))).rejects.toMatchObject({
      code: 'BUSY',
    });
    await db.close();
  }, 10_000);
});
