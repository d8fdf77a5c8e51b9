import { describe, expect, it } from 'vitest';
import { leastPersons, participation } from './participation.ts';

const plan = (minLedgerPercent: number) => ({ minLedgerPercent });

describe('participation', () => {
  it('is the share of the ledger, rounded down, against the highest minimum', () => {
    expect(participation(1237, 1310, [plan(80), plan(0)])).toEqual({
      ledgerPersons: 1310,
      percent: 94.4,
      requiredPercent: 80,
      enough: true,
    });
  });

  it('does not round 79.96 % up to 80 %', () => {
    expect(participation(1999, 2500, [plan(80)])).toMatchObject({ percent: 79.9, enough: false });
    expect(participation(2000, 2500, [plan(80)])).toMatchObject({ percent: 80, enough: true });
    expect(leastPersons(2500, 80)).toBe(2000);
    expect(leastPersons(7, 80)).toBe(6);
  });

  it('never covers more than all of the ledger, whoever has joined since', () => {
    expect(participation(12, 11, [plan(80)])).toMatchObject({ percent: 100, enough: true });
  });

  it('asks for nothing where no plan does, and says nothing without a ledger', () => {
    expect(participation(1, 1000, [plan(0)])).toMatchObject({ requiredPercent: 0, enough: true });
    expect(participation(10, 0, [plan(80)])).toBeUndefined();
  });
});
