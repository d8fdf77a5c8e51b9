import { describe, expect, it } from 'vitest';
import { asDate } from '../calendar/calendar-date.ts';
import { syntheticPerson } from '../person/synthetic-person.ts';
import type { PlanCode } from '../plan/plan.schema.ts';
import { seedPlan } from '../plan/plan-seed.ts';
import { changesOfFix } from './changes-of-fix.ts';
import { checkRow } from './check-row.ts';
import type { GroupedFix } from './grouped-fix.schema.ts';
import { ISSUE_CODES, type IssueCode } from './issue-codes.ts';
import { isOffered, offeredFixes } from './offered-fixes.ts';
import type { RosterField } from './roster-field.ts';
import type { RosterContext } from './roster-row.ts';
import { rowWithChanges } from './row-with-changes.ts';

const plansOf = (...codes: PlanCode[]) => codes.map((code) => ({ version: seedPlan(code), defaultShares: 1 }));
const context = (...codes: PlanCode[]): RosterContext => ({
  plans: plansOf(...codes),
  effectiveDate: asDate('2026-11-24'),
  today: asDate('2026-11-23'),
  date1904: false,
});
const blank = { rowNumber: 2, hidden: false, raw: {}, kinds: {} };
const value = (text: string): GroupedFix => ({ kind: 'value', value: text });

describe('offeredFixes', () => {
  it('offers nothing where only the papers of each person tell', () => {
    const never: IssueCode[] = ['NAME_EMPTY', 'NAME_INVALID', 'ID_CHECKSUM', 'ID_NUMERIC_CELL', 'ID_EMPTY'];
    for (const code of never) expect(offeredFixes(code, ISSUE_CODES[code].field, plansOf('CI2021'))).toEqual([]);
    expect(offeredFixes('GENDER_MISSING', 'sex', plansOf('CI2021'))).toEqual([]);
    expect(offeredFixes('CELL_ERROR', 'name', plansOf('CI2021'))).toEqual([]);
    expect(offeredFixes('ALREADY_INSURED', 'row', plansOf('CI2021'))).toEqual([]);
  });

  it('offers 份数 within the bounds of the column’s plan', () => {
    const choices = (field: RosterField, ...codes: PlanCode[]) =>
      offeredFixes('SHARES_OVER_MAX', field, plansOf(...codes)).map((offer) => 'choices' in offer && offer.choices);
    expect(choices('shares', 'CI2021')).toEqual([['1', '2', '3', '4', '5']]);
    expect(choices('shares:ACC', 'CI2021', 'ACC')).toEqual([['0', '1', '2']]);
    // A plan with one 份数 for the whole unit: the wizard's.
    expect(choices('shares:HOSP', 'CI2021', 'HOSP')).toEqual([['0', '1']]);
  });

  it('leaves a plan that is only for women where several are ticked', () => {
    expect(offeredFixes('GENDER_NOT_ELIGIBLE', 'sex', plansOf('FEMALE'))).toEqual([]);
    expect(offeredFixes('GENDER_NOT_ELIGIBLE', 'sex', plansOf('CI2021', 'FEMALE'))).toMatchObject([
      { kind: 'suggested' },
    ]);
  });
});

describe('isOffered', () => {
  it('takes only what was offered', () => {
    const shares = offeredFixes('SHARES_OVER_MAX', 'shares', plansOf('CI2021'));
    expect(
      [value('5'), value('6'), value(''), { kind: 'suggested' } as const].map((fix) => isOffered(shares, fix)),
    ).toEqual([true, false, false, false]);
    const hired = offeredFixes('HIRE_DATE_INVALID', 'hireDate', plansOf('CI2021'));
    expect(['', '2026-01-05', '去年', '2026-02-30'].map((text) => isOffered(hired, value(text)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const phones = offeredFixes('PHONE_INVALID', 'phone', plansOf('CI2021'));
    expect([isOffered(phones, value('')), isOffered(phones, value('13800000000'))]).toEqual([true, false]);
  });

  it('has every choice pass the rules it was offered for', () => {
    const person = syntheticPerson(1);
    const cells = { name: person.name, documentType: '居民身份证', idNumber: person.idNumber, shares: '9' };
    const before = checkRow(rowWithChanges(blank, cells), context('CI2021'));
    expect(before.issues.map((issue) => issue.code)).toEqual(['SHARES_OVER_MAX']);
    const [offer] = offeredFixes('SHARES_OVER_MAX', 'shares', plansOf('CI2021'));
    for (const choice of offer?.kind === 'choice' ? offer.choices : []) {
      const after = checkRow(rowWithChanges({ ...blank, raw: before.raw }, { shares: choice }), context('CI2021'));
      expect(after.issues).toEqual([]);
    }
  });
});

describe('changesOfFix', () => {
  const person = syntheticPerson(3);
  const judge = (changes: Partial<Record<RosterField, string>>, ...codes: PlanCode[]) => {
    const cells = { name: person.name, documentType: '居民身份证', idNumber: person.idNumber, ...changes };
    const { issues, values } = checkRow(rowWithChanges(blank, cells), context(...codes));
    return { issues, shares: values.shares };
  };

  it('gives each row its own sure value, and nothing where there is none', () => {
    const group = { code: 'ID_TYPE_UNKNOWN', field: 'documentType', value: null } as const;
    expect(changesOfFix(group, { kind: 'suggested' }, judge({ documentType: '证' }, 'CI2021'))).toEqual({
      documentType: '居民身份证',
    });
    const foreign = judge({ documentType: '证', idNumber: 'E12345678' }, 'CI2021');
    expect(changesOfFix(group, { kind: 'suggested' }, foreign)).toBeUndefined();
    expect(changesOfFix(group, value('护照'), foreign)).toEqual({ documentType: '护照' });
  });

  it('keeps to the written value of the group', () => {
    const group = { code: 'SHARES_OVER_MAX', field: 'shares', value: '8' } as const;
    expect(changesOfFix(group, value('5'), judge({ shares: '8' }, 'CI2021'))).toEqual({ shares: '5' });
    expect(changesOfFix(group, value('5'), judge({ shares: '9' }, 'CI2021'))).toBeUndefined();
    expect(changesOfFix(group, value('5'), judge({ shares: '3' }, 'CI2021'))).toBeUndefined();
  });

  it('writes a count as it was read', () => {
    const group = { code: 'TEXT_NORMALISED', field: 'shares', value: null } as const;
    expect(changesOfFix(group, { kind: 'suggested' }, judge({ shares: '２ 份' }, 'CI2021'))).toEqual({ shares: '2' });
  });

  it('sets another column than the one that is marked', () => {
    const man = [...Array(20).keys()].map(syntheticPerson).find(({ sex }) => sex === 'male');
    const group = { code: 'GENDER_NOT_ELIGIBLE', field: 'sex', value: null } as const;
    const row = judge({ idNumber: man?.idNumber ?? '' }, 'CI2021', 'FEMALE');
    expect(changesOfFix(group, { kind: 'suggested' }, row)).toEqual({ 'shares:FEMALE': '0' });
  });
});
