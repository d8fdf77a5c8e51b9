import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDate } from '../calendar/calendar-date.ts';
import { syntheticPerson } from '../person/synthetic-person.ts';
import type { PlanCode } from '../plan/plan.schema.ts';
import { seedPlan } from '../plan/plan-seed.ts';
import type { SampleRow } from './column-mapping.schema.ts';
import { mappableFields } from './mappable-fields.ts';
import type { SheetRow } from './match-header.ts';
import type { RawCell } from './roster-row.ts';
import { sampleRow } from './sample-row.ts';
import { suggestHeaderRow, suggestSheet } from './suggest-header-row.ts';
import { suggestMapping } from './suggest-mapping.ts';

type Value = string | number | null;

function cellOf(value: string | number): RawCell {
  return typeof value === 'number' ? { kind: 'number', text: String(value), value } : { kind: 'text', text: value };
}
function sheetRow(values: readonly Value[], rowNumber: number): SheetRow {
  const cells = values.flatMap((value, at): [number, RawCell][] => (value === null ? [] : [[at + 1, cellOf(value)]]));
  return { rowNumber, hidden: false, cells: new Map(cells) };
}
const sample = (lines: readonly (readonly Value[])[]): SampleRow[] =>
  lines.map((values, at) => sampleRow(sheetRow(values, at + 1), false));
const fieldsOf = (...codes: PlanCode[]) => mappableFields(codes.map(seedPlan));

function suggested(lines: readonly (readonly Value[])[], headerRow = 1, fields = fieldsOf('CI2021')) {
  const { columns, documentType } = suggestMapping(sample(lines), headerRow, fields);
  return {
    fields: Object.fromEntries(columns.map(({ column, field }) => [column, field])),
    reasons: Object.fromEntries(columns.map(({ column, reason }) => [column, reason])),
    documentType,
  };
}
const people = Array.from({ length: 20 }, (_, index) => syntheticPerson(index));

describe('suggestMapping', () => {
  it('goes by the words of a header, Chinese or English, whatever the order', () => {
    const english = ['Staff Name', 'ID Number', 'Gender', 'Date of Birth', 'Mobile', 'Hire Date', 'Remarks', 'Dept'];
    expect(suggested([english]).fields).toEqual({
      1: 'name',
      2: 'idNumber',
      3: 'sex',
      4: 'birthDate',
      5: 'phone',
      6: 'hireDate',
      7: 'note',
    });
    const own = ['员工', '证照类型', '持有证件', '本人手机号', '入厂时间', '员工编号', '紧急联系人姓名', '单位名称'];
    expect(suggested([own]).fields).toEqual({ 1: 'name', 2: 'documentType', 3: 'idNumber', 4: 'phone', 5: 'hireDate' });
  });

  it('goes by content where the header says nothing, and says how many values fit', () => {
    const lines = people.map(({ name, idNumber, phone, sex, birthDate }, at) => [
      at % 2 ? '财务部' : '技术部',
      name,
      at === 4 ? '见附件' : idNumber,
      phone,
      sex === 'male' ? '男' : '女',
      birthDate,
      '2019-03-01',
      1 + (at % 3),
    ]);
    const found = suggested([['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'], ...lines]);
    expect(found.fields).toEqual({ 2: 'name', 3: 'idNumber', 4: 'phone', 5: 'sex', 6: 'birthDate' });
    expect(found.reasons[3]).toBe('按内容：20 个值中 19 个是有效的身份证号码');
    expect(found.reasons[4]).toBe('按内容：20 个值都是手机号码');
    expect(found.documentType).toEqual({ type: 'resident_id', reason: '按内容：20 个号码中 19 个是身份证号码' });
  });

  it('says when numbers lie in cells of numbers', () => {
    const lines = people.map(({ name, idNumber }, at) => [name, at < 12 ? 440305199003072000 : idNumber]);
    const { fields, reasons } = suggested([['员工', '号'], ...lines]);
    expect(fields[2]).toBe('idNumber');
    expect(reasons[2]).toBe(
      '按内容：20 个值中 8 个是有效的身份证号码，另有 12 个单元格是数字格式，号码的末几位可能已经丢失',
    );
    const allNumeric = suggested([['员工', '号'], ...people.map(({ name }) => [name, 440305199003072000])]);
    expect(allNumeric.reasons[2]).toBe('按内容：20 个值中 20 个单元格是数字格式，号码的末几位可能已经丢失');
  });

  it('believes the content where the header says another thing', () => {
    const lines = people.map(({ name, idNumber }) => [idNumber, name]);
    expect(suggested([['编号', '姓名'], ...lines]).fields).toEqual({ 1: 'idNumber', 2: 'name' });
  });

  it('leaves the type to its column where there is one', () => {
    const lines = people.map(({ name, idNumber }) => [name, '身份证', idNumber]);
    const found = suggested([['员工', '哪种', '号'], ...lines]);
    expect(found.fields).toEqual({ 1: 'name', 2: 'documentType', 3: 'idNumber' });
    expect(found.documentType).toBeNull();
  });

  it('knows child and employee apart by the header, and 份数 of several plans by the plan', () => {
    const children = fieldsOf('CHILD');
    const lines = people.slice(0, 10).map(({ name, idNumber }, at) => {
      const child = people[at + 10];
      return [name, idNumber, child?.name ?? '', child?.idNumber ?? ''];
    });
    expect(suggested([['家长名字', '父母证件', '孩子名', '孩子证件'], ...lines], 1, children).fields).toEqual({
      1: 'employeeName',
      2: 'employeeIdNumber',
      3: 'name',
      4: 'idNumber',
    });
    const [first, second] = [seedPlan('HOSP'), seedPlan('CI2021')];
    const both = mappableFields([first, second]);
    expect(suggested([['姓名', `${second.shortName}份数`, '份数', `${first.shortName}份数`]], 1, both).fields).toEqual({
      1: 'name',
      2: 'shares:CI2021',
      4: 'shares:HOSP',
    });
  });

  it('never offers one field for two columns nor two for one, and only fields of the plans', () => {
    const words = ['姓名', '员工', '证号', '身份证', '手机', '份数', '职工姓名', '日期', 'ID', '', '编号'];
    const value = fc.oneof(
      fc.constantFrom<Value>('男', '张伟', '居民身份证', '2019-01-02', 1, 3, null, 440305199003072000),
      fc.integer({ min: 0, max: 19 }).map((at) => people[at]?.idNumber ?? ''),
      fc.integer({ min: 0, max: 19 }).map((at) => people[at]?.phone ?? ''),
      fc.string(),
    );
    const line = fc.array(value, { maxLength: 8 });
    const table = fc.tuple(fc.array(fc.constantFrom(...words), { maxLength: 8 }), fc.array(line, { maxLength: 8 }));
    const plans = fc.constantFrom<PlanCode[]>(['CI2021'], ['HOSP', 'CI2021'], ['CHILD']);
    fc.assert(
      fc.property(table, plans, fc.integer({ min: 0, max: 3 }), ([header, lines], codes, headerRow) => {
        const fields = fieldsOf(...codes);
        const rows = sample([header, ...lines]);
        const { columns } = suggestMapping(rows, headerRow, fields);
        expect(new Set(columns.map(({ field }) => field)).size).toBe(columns.length);
        expect(new Set(columns.map(({ column }) => column)).size).toBe(columns.length);
        for (const { field, reason } of columns) {
          expect(fields.map((each) => each.field)).toContain(field);
          expect(reason).toMatch(/^按/);
        }
        expect([0, ...rows.map(({ rowNumber }) => rowNumber)]).toContain(suggestHeaderRow(rows));
      }),
    );
  });
});

describe('suggestHeaderRow', () => {
  const persons = people.slice(0, 3).map(({ name, idNumber }) => [name, idNumber]);

  it('is the row with most words of a header above the first person, no title and no line of hints', () => {
    expect(
      suggestHeaderRow(sample([['职工花名册'], ['填表人', '苏婉婷'], ['员工', '证号'], ['必填', '18位'], ...persons])),
    ).toBe(3);
    expect(suggestHeaderRow(sample([['甲', '乙'], ...persons]))).toBe(1);
  });

  it('is none where persons stand from the first row on, or below a title only', () => {
    expect(suggestHeaderRow(sample(persons))).toBe(0);
    expect(suggestHeaderRow(sample([['职工花名册'], ...persons]))).toBe(0);
  });

  it('stands in the sheet with most persons', () => {
    expect(suggestSheet([{ rows: sample([['说明']]) }, { rows: sample(persons) }])).toBe(2);
    expect(suggestSheet([{ rows: [] }, { rows: [] }])).toBe(1);
  });
});

describe('sampleRow', () => {
  const textsOf = (...values: Value[]) => sampleRow(sheetRow(values, 1), false).cells.map(({ text }) => text);

  it('masks numbers that identify somebody, wherever they stand', () => {
    const [person] = people;
    const { idNumber = '', phone = '' } = person ?? {};
    const told = textsOf(
      idNumber,
      phone,
      `身份证${idNumber}`,
      `电话 ${phone}`,
      'E12345678',
      '6222 0212 0012 3456 789',
      13800138000,
    );
    const shown = told.join('|');
    for (const secret of [idNumber, phone, 'E12345678', '62220212', '13800138000']) expect(shown).not.toContain(secret);
    expect(told[0]).toMatch(/^\d{3}\*{11}[\dX]{4}$/);
    expect(told[2]).toMatch(/^身份证\*+X?$/);
  });

  it('shows days, words and small numbers as they are, and no more than a line of a long text', () => {
    expect(textsOf('1990-03-07', '2026年11月', 'YH1001', 3, '装配车间')).toEqual([
      '1990-03-07',
      '2026年11月',
      'YH1001',
      '3',
      '装配车间',
    ]);
    expect(textsOf('长'.repeat(1000))[0]).toHaveLength(41);
  });

  it('never shows twelve digits of a text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{12,30}$/), fc.constantFrom('', '号', ' X'), (digits, more) => {
        const [told = ''] = textsOf(digits + more);
        expect(told.replace(/\D/g, '').length).toBeLessThan(12);
      }),
    );
  });

  it('knows the birth date of the number beside it from other days', () => {
    const [{ idNumber, birthDate }] = people as [(typeof people)[number]];
    const row = sampleRow(sheetRow([idNumber, birthDate, asDate('2019-01-01')], 1), false);
    expect(row.cells.map(({ sense }) => sense)).toEqual(['id', 'birthDate', 'date']);
  });
});
