import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDate } from '../calendar/calendar-date.ts';
import { residentIdCheckCharacter } from '../person/resident-id.ts';
import { syntheticPerson } from '../person/synthetic-person.ts';
import type { PlanCode } from '../plan/plan.schema.ts';
import { seedPlan } from '../plan/plan-seed.ts';
import { checkRow } from './check-row.ts';
import { ISSUE_CODES, issueSentence } from './issue-codes.ts';
import type { RosterField } from './roster-field.ts';
import type { RawCell, RosterContext } from './roster-row.ts';
import { rowWithChanges } from './row-with-changes.ts';
import { suggestRemedy } from './suggest-remedy.ts';

type Cells = Partial<Record<RosterField, string | number | RawCell>>;

const withCheck = (body: string) => body + residentIdCheckCharacter(body);
const WOMAN = withCheck('44030519961112002');
const MAN = withCheck('44030519961112001');
const GOOD: Cells = { serial: 1, name: '何敏', documentType: '居民身份证', idNumber: WOMAN };
const formula: RawCell = { kind: 'formula', text: '' };
const error: RawCell = { kind: 'error', text: '#REF!' };

function context(codes: readonly PlanCode[] = ['CI2021'], defaultShares = 1): RosterContext {
  return {
    plans: codes.map((code) => ({ version: seedPlan(code), defaultShares })),
    effectiveDate: asDate('2026-11-24'),
    today: asDate('2026-11-23'),
    date1904: false,
  };
}

/** Every sentence that any test of this file provoked is filled completely. */
function check(cells: Cells, codes?: readonly PlanCode[], hidden = false) {
  const raw: Partial<Record<RosterField, RawCell>> = {};
  for (const [field, value] of Object.entries(cells)) {
    if (typeof value === 'object') raw[field as RosterField] = value;
    else if (typeof value === 'number') raw[field as RosterField] = { kind: 'number', text: String(value), value };
    else raw[field as RosterField] = { kind: 'text', text: value };
  }
  const row = checkRow({ rowNumber: 2, hidden, cells: raw }, context(codes));
  for (const issue of row.issues) {
    expect(issueSentence(issue)).not.toMatch(/[{}]|undefined/);
    expect(JSON.stringify(issue.details)).not.toMatch(/\d{15}/);
  }
  return row;
}
const codesOf = (cells: Cells, codes?: readonly PlanCode[]) => check(cells, codes).issues.map((issue) => issue.code);

describe('checkRow', () => {
  it('finds nothing wrong with a right row and derives birth date and sex', () => {
    const row = check(GOOD);
    expect(row.issues).toEqual([]);
    expect(row.values).toEqual({
      name: '何敏',
      documentType: 'resident_id',
      idNumber: WOMAN,
      idNumberValid: true,
      sex: 'female',
      birthDate: '1996-11-12',
      phone: '',
      shares: { CI2021: 1 },
      note: '',
      employeeName: '',
      employeeIdNumber: '',
    });
  });

  it('is silent about harmless ways of writing', () => {
    const row = check({
      name: '　何 敏 ',
      documentType: '身份证',
      idNumber: ` '${WOMAN.slice(0, 6)} ${WOMAN.slice(6)}\u200b`,
      sex: '女 ',
      birthDate: '1996年11月12日',
      phone: 13812345678,
      shares: '１',
      hireDate: '20110402',
    });
    expect(row.issues).toEqual([]);
    expect(row.values).toMatchObject({ name: '何敏', phone: '13812345678', hireDate: '2011-04-02' });
  });

  it.each<[Cells, readonly string[]]>([
    [{ name: '' }, ['NAME_EMPTY']],
    [{ name: '\u3000\u200b' }, ['NAME_EMPTY']],
    [{ name: '=1+1' }, ['NAME_INVALID']],
    [{ name: 12 }, ['NAME_INVALID']],
    [{ name: { kind: 'boolean', text: 'TRUE' } }, ['NAME_INVALID']],
    [{ name: WOMAN }, ['NAME_INVALID']],
    [{ documentType: '' }, ['ID_TYPE_EMPTY']],
    [
      { documentType: '', idNumber: `${WOMAN.slice(0, 17)}${WOMAN[17] === '1' ? 2 : 1}` },
      ['ID_CHECKSUM', 'ID_TYPE_EMPTY'],
    ],
    [{ documentType: '工作证' }, ['ID_TYPE_UNKNOWN']],
    [{ idNumber: '' }, ['ID_EMPTY']],
    [{ idNumber: WOMAN.slice(0, 17) }, ['ID_FORMAT']],
    [
      { idNumber: `${WOMAN.slice(0, 17)}${WOMAN[17] === '1' ? 2 : 1}`, sex: '男', birthDate: '1990-01-01' },
      ['ID_CHECKSUM'],
    ],
    [{ idNumber: withCheck('44030519930230001') }, ['ID_BIRTHDATE_IMPOSSIBLE']],
    [{ idNumber: withCheck('44030520270101001') }, ['ID_BIRTHDATE_IMPOSSIBLE']],
    [{ idNumber: 440305199611120000 }, ['ID_NUMERIC_CELL']],
    [{ idNumber: 110105491231002, sex: '男' }, ['ID_NUMERIC_CELL']],
    [{ idNumber: { kind: 'date', text: '1990-01-01', value: 32874 } }, ['ID_NUMERIC_CELL']],
    [{ idNumber: '440305761112002' }, ['ID_UPGRADED_FROM_15']],
    [{ sex: '男' }, ['GENDER_MISMATCH']],
    [{ sex: '1' }, ['GENDER_INVALID']],
    [{ birthDate: '1996-11-13' }, ['BIRTHDATE_MISMATCH']],
    [{ birthDate: '96.11.12' }, ['BIRTHDATE_INVALID']],
    [{ birthDate: '2027-01-01' }, ['BIRTHDATE_INVALID']],
    [{ phone: '1381234567O' }, ['PHONE_INVALID']],
    [{ phone: '' }, []],
    [{ hireDate: '去年' }, ['HIRE_DATE_INVALID']],
    [{ note: '字'.repeat(201) }, ['NOTE_TOO_LONG']],
    [{ note: '𠮷'.repeat(200) }, []],
    [{ shares: 0 }, ['SHARES_INVALID']],
    [{ shares: -1 }, ['SHARES_INVALID']],
    [{ shares: 1.5 }, ['SHARES_INVALID']],
    [{ shares: 1e9 }, ['SHARES_INVALID']],
    [{ shares: 100 }, ['SHARES_INVALID']],
    [{ shares: '一份' }, ['SHARES_INVALID']],
    [{ shares: { kind: 'boolean', text: 'TRUE' } }, ['SHARES_INVALID']],
    [{ shares: 6 }, ['SHARES_OVER_MAX']],
    [{ shares: '2份' }, ['TEXT_NORMALISED']],
    [{ shares: '2.0' }, []],
    [{ shares: formula }, ['FORMULA_WITHOUT_VALUE']],
    [{ serial: formula, shares: formula }, ['FORMULA_WITHOUT_VALUE']],
    [{ serial: error }, []],
    [{ name: formula, idNumber: error, birthDate: error }, ['FORMULA_WITHOUT_VALUE', 'CELL_ERROR', 'CELL_ERROR']],
    [{ employeeName: error }, []],
    [{ documentType: '护照', idNumber: 'E12345678' }, ['BIRTHDATE_MISSING', 'GENDER_MISSING']],
    [{ documentType: '护照', idNumber: 'E12345678', sex: '男', birthDate: '1990-03-07' }, []],
    [
      { documentType: '护照', idNumber: 'E12345678', sex: formula, birthDate: '1890-03-07' },
      ['FORMULA_WITHOUT_VALUE', 'BIRTHDATE_INVALID'],
    ],
    [{ documentType: '永居证', idNumber: 'USA110090030712' }, ['BIRTHDATE_MISSING', 'GENDER_MISSING']],
  ])('%j → %j', (change, expected) => {
    expect(codesOf({ ...GOOD, ...change }).sort()).toEqual([...expected].sort());
  });

  it('reports every issue of a row at once', () => {
    const cells = {
      name: '',
      documentType: 'x',
      idNumber: '',
      sex: '?',
      birthDate: '?',
      phone: '1',
      shares: 9,
      note: 'x'.repeat(201),
    };
    expect(check(cells, ['CI2021'], true).issues.map((issue) => issue.code)).toEqual([
      'HIDDEN_ROW',
      'NAME_EMPTY',
      'ID_EMPTY',
      'ID_TYPE_UNKNOWN',
      'BIRTHDATE_INVALID',
      'GENDER_INVALID',
      'SHARES_OVER_MAX',
      'PHONE_INVALID',
      'NOTE_TOO_LONG',
    ]);
  });

  it('counts ages at the start of cover: 60 runs to the day before the 61st birthday', () => {
    const born = (date: string) => ({ ...GOOD, idNumber: withCheck(`440305${date}002`) });
    expect(codesOf(born('19651125'))).toEqual([]);
    expect(codesOf(born('19651124'))).toEqual(['AGE_OUT_OF_RANGE']);
    expect(codesOf(born('20101124'))).toEqual([]);
    expect(codesOf(born('20101125'))).toEqual(['AGE_OUT_OF_RANGE']);
    // The number decides, not the cell that contradicts it.
    expect(codesOf({ ...GOOD, birthDate: '1941-11-12' })).toEqual(['BIRTHDATE_MISMATCH']);
    const passport = { ...GOOD, documentType: '护照', idNumber: 'E12345678', sex: '女', birthDate: '2020-01-01' };
    expect(codesOf(passport)).toEqual(['AGE_OUT_OF_RANGE']);
  });

  it('reads the columns of several plans', () => {
    const plans: PlanCode[] = ['CI2021', 'FEMALE'];
    const man = { ...GOOD, idNumber: MAN, name: '何明' };
    const blank = check(man, plans);
    expect(blank.issues).toMatchObject([{ code: 'GENDER_NOT_ELIGIBLE', field: 'sex', planCode: 'FEMALE' }]);
    expect(blank.values.shares).toEqual({ CI2021: 1, FEMALE: 1 });
    expect(suggestRemedy(blank.issues[0] as (typeof blank.issues)[number], blank.values)).toEqual({
      field: 'shares:FEMALE',
      value: '0',
      label: '改为 0 份',
    });
    const zero = check({ ...man, 'shares:FEMALE': 0, 'shares:CI2021': '3' }, plans);
    expect(zero.issues).toEqual([]);
    expect(zero.values.shares).toEqual({ CI2021: 3, FEMALE: 0 });
    expect(codesOf({ ...GOOD, 'shares:FEMALE': 0, 'shares:CI2021': 0 }, plans)).toEqual(['SHARES_INVALID']);
    expect(codesOf({ ...GOOD, 'shares:FEMALE': 3 }, plans)).toEqual(['SHARES_OVER_MAX']);
    const single = check(man, ['FEMALE']);
    expect(single.issues.map(issueSentence)).toEqual(['“女职工特殊疾病互助保障计划”只保障女职工，请删除这一行']);
    expect(suggestRemedy(single.issues[0] as (typeof single.issues)[number], single.values)).toBeUndefined();
  });

  it('holds a plan to one number of 份 for the unit', () => {
    const version = { ...seedPlan('ACC'), sharesUniform: true };
    const row = { rowNumber: 2, hidden: false, cells: check(GOOD).raw };
    const cells = Object.fromEntries(Object.entries(row.cells).map(([field, text]) => [field, { kind: 'text', text }]));
    const checked = checkRow(
      { rowNumber: 2, hidden: false, cells: { ...cells, shares: { kind: 'text', text: '2' } } },
      { ...context(), plans: [{ version, defaultShares: 1 }] },
    );
    expect(checked.issues).toMatchObject([{ code: 'SHARES_NOT_UNIFORM', planCode: 'ACC' }]);
    const issue = checked.issues[0] as (typeof checked.issues)[number];
    expect(issueSentence(issue)).toBe('填了 2 份，“意外伤害互助保障计划”要求全单位都是 1 份');
    expect(suggestRemedy(issue, checked.values)).toEqual({ field: 'shares', value: '1', label: '改为 1 份' });
  });

  it('asks for the employee on the roster of children', () => {
    const child = { ...GOOD, idNumber: withCheck('44030520151112001') };
    expect(check(child, ['CHILD']).issues).toMatchObject([
      { code: 'NAME_EMPTY', field: 'employeeName' },
      { code: 'ID_EMPTY', field: 'employeeIdNumber' },
    ]);
    expect(codesOf({ ...child, employeeName: '何明', employeeIdNumber: MAN }, ['CHILD'])).toEqual([]);
    expect(codesOf({ ...child, employeeName: '何明', employeeIdNumber: 440305199611120000 }, ['CHILD'])).toEqual([
      'ID_NUMERIC_CELL',
    ]);
    expect(codesOf({ ...child, employeeName: '何明', employeeIdNumber: MAN.slice(0, 16) }, ['CHILD'])).toEqual([
      'ID_FORMAT',
    ]);
    expect(codesOf({ ...child, employeeName: '何明', employeeIdNumber: 'H12345678' }, ['CHILD'])).toEqual([]);
  });

  it('suggests only what is sure', () => {
    const remedies = (change: Cells) => {
      const row = check({ ...GOOD, ...change });
      return row.issues.map((issue) => suggestRemedy(issue, row.values));
    };
    expect(remedies({ sex: '男' })).toEqual([{ field: 'sex', value: '女', label: '改为女' }]);
    expect(remedies({ sex: '2' })).toEqual([{ field: 'sex', value: '女', label: '改为女' }]);
    expect(remedies({ birthDate: '1996-11-13' })).toEqual([
      { field: 'birthDate', value: '1996-11-12', label: '改为 1996-11-12' },
    ]);
    expect(remedies({ documentType: '' })).toEqual([
      { field: 'documentType', value: '居民身份证', label: '改为居民身份证' },
    ]);
    for (const change of [{ idNumber: WOMAN.slice(0, 17) }, { idNumber: 4.4e17 }, { name: '' }, { shares: 9 }]) {
      expect(remedies(change)).toEqual([undefined]);
    }
  });

  it('keeps the kind of a cell that was not the one corrected', () => {
    const damaged = check({ ...GOOD, idNumber: 110105491231002, sex: '男', birthDate: 28000 });
    expect(damaged.raw.idNumber).toBe('110105491231002');
    const again = checkRow(rowWithChanges(damaged, { sex: '女' }), context());
    expect(again.issues.map((issue) => issue.code)).toEqual(['ID_NUMERIC_CELL']);
    expect(again.values.birthDate).toBe('1976-08-28');
    const cured = checkRow(rowWithChanges(damaged, { idNumber: WOMAN, birthDate: '' }), context());
    expect(cured.issues.map((issue) => issue.code)).toEqual(['GENDER_MISMATCH']);
  });

  it('accepts every synthetic person and never throws on noise', () => {
    for (let i = 0; i < 2000; i += 1) {
      const { name, idNumber, sex, birthDate, phone } = syntheticPerson(i * 101);
      const cells = { name, documentType: '居民身份证', idNumber, sex: sex === 'male' ? '男' : '女', birthDate, phone };
      expect(codesOf(cells)).toEqual([]);
    }
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.double(),
      fc.constantFrom(formula, error, '１', ' ', WOMAN, '2份'),
    );
    const fields = [
      'name',
      'documentType',
      'idNumber',
      'sex',
      'birthDate',
      'phone',
      'shares',
      'hireDate',
      'note',
    ] as const;
    const row = fc.record(Object.fromEntries(fields.map((field) => [field, cell])), { requiredKeys: [] });
    fc.assert(
      fc.property(row, (cells) => {
        for (const issue of check(cells).issues) expect(ISSUE_CODES).toHaveProperty(issue.code);
      }),
    );
  });
});
