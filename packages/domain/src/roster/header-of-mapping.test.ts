import { describe, expect, it } from 'vitest';
import { seedPlan } from '../plan/plan-seed.ts';
import { checkMapping, refusalOfMapping } from './check-mapping.ts';
import type { MappedColumn } from './column-mapping.schema.ts';
import { headerKey } from './header-key.ts';
import { fitMapping, headerOfMapping } from './header-of-mapping.ts';
import { mappableFields } from './mappable-fields.ts';
import { matchHeader, type SheetRow } from './match-header.ts';

const [CI, HOSP, CHILD] = [seedPlan('CI2021'), seedPlan('HOSP'), seedPlan('CHILD')];
const row = (...texts: string[]): SheetRow => ({
  rowNumber: 1,
  hidden: false,
  cells: new Map(texts.flatMap((text, at) => (text === '' ? [] : [[at + 1, { kind: 'text', text }]]))),
});
const columns = (...fields: MappedColumn['field'][]): MappedColumn[] =>
  fields.map((field, at) => ({ column: at + 1, field }));

describe('headerOfMapping', () => {
  it('is what the template’s own words would have said', () => {
    const own = headerOfMapping({ columns: columns('name', 'idNumber', 'shares'), documentType: 'resident_id' });
    const { columns: matched, impliedDocumentType } = matchHeader(row('姓名', '身份证号', '份数'), [CI]);
    expect(own).toMatchObject({ columns: matched, missing: [], duplicates: [], isHeader: true, impliedDocumentType });
  });

  it('lets a column of types speak for itself', () => {
    const own = headerOfMapping({ columns: columns('name', 'documentType', 'idNumber'), documentType: 'passport' });
    expect(own.impliedDocumentType).toBeUndefined();
  });
});

describe('fitMapping', () => {
  const said = { columns: columns('name', 'idNumber', 'shares'), documentType: 'resident_id' as const };

  it('keeps what suits the plans, and asks again where it does not', () => {
    expect(fitMapping(said, [CI])).toEqual(said);
    expect(fitMapping(said, [HOSP])).toEqual(said);
    expect(fitMapping(said, [CI, HOSP])).toBeUndefined();
    expect(fitMapping(said, [CHILD])).toBeUndefined();
  });

  it('takes the column of the only plan as 份数', () => {
    const ofTwo = { ...said, columns: columns('name', 'idNumber', 'shares:HOSP') };
    expect(fitMapping(ofTwo, [HOSP])).toEqual(said);
    expect(fitMapping(ofTwo, [CI])).toBeUndefined();
    expect(fitMapping(ofTwo, [CI, HOSP])).toEqual(ofTwo);
  });
});

describe('checkMapping', () => {
  const fields = mappableFields([CI]);
  const refusal = (...args: Parameters<typeof checkMapping>) => refusalOfMapping(checkMapping(...args));

  it('names what is missing in the template’s order, then what is there twice', () => {
    expect(refusal({ columns: columns('idNumber'), documentType: null }, fields)).toEqual({
      code: 'MAPPING_INCOMPLETE',
      details: { columns: ['“姓名”', '“证件类型”'] },
    });
    const twice = { columns: columns('name', 'idNumber', 'name'), documentType: 'resident_id' as const };
    expect(refusal(twice, fields)).toEqual({ code: 'MAPPING_DOUBLED', details: { columns: ['“姓名”'] } });
    expect(refusal({ ...twice, columns: columns('name', 'idNumber') }, fields)).toBeNull();
    const ofChildren = { ...twice, columns: columns('name', 'idNumber', 'employeeName') };
    expect(refusal(ofChildren, fields)).toMatchObject({ code: 'INPUT_INVALID' });
    expect(refusal(ofChildren, mappableFields([CHILD]))).toMatchObject({ details: { columns: ['“职工证件号码”'] } });
  });
});

describe('headerKey', () => {
  it('is the same for the same words in the same columns, however they are written', () => {
    const key = headerKey(row('员工', '证号', '', 'Mobile No.'));
    expect(headerKey(row('员 工*', '证\n号（18位）', '', 'mobile　no.'))).toBe(key);
    expect(headerKey(row('员工', '证号', 'Mobile No.'))).not.toBe(key);
    expect(headerKey(row('证号', '员工', '', 'Mobile No.'))).not.toBe(key);
    expect(headerKey(row('员工', '证号', '备注', 'Mobile No.'))).not.toBe(key);
  });

  it('is none for a title, nothing, or a row that holds a number of somebody', () => {
    expect(headerKey(row('职工花名册'))).toBeUndefined();
    expect(headerKey(row())).toBeUndefined();
    expect(headerKey(row('张伟', '11010519491231002X'))).toBeUndefined();
    expect(headerKey(row('张伟', '１３８ ００１３ ８０００'))).toBeUndefined();
    expect(headerKey(row('姓名', '2026年度份数'))).toBeDefined();
  });
});
