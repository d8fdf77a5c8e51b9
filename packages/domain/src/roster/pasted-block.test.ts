import { describe, expect, it } from 'vitest';
import { syntheticPerson } from '../person/synthetic-person.ts';
import type { PlanCode } from '../plan/plan.schema.ts';
import { seedPlan } from '../plan/plan-seed.ts';
import { pastedBlock } from './pasted-block.ts';

const block = (rows: readonly (readonly string[])[], codes: readonly PlanCode[] = ['CI2021'], options = {}) =>
  pastedBlock(rows.map((row) => row.join('\t')).join('\r\n'), codes.map(seedPlan), options);
const [one, two, three] = [syntheticPerson(1), syntheticPerson(2), syntheticPerson(3)];

describe('pastedBlock', () => {
  it('goes by the header where there is one, in any order, with columns that mean nothing here', () => {
    const { columns, header, lines } = block([
      ['部门', '身份证号', '姓名', '手机'],
      ['车间', one.idNumber, one.name, ' 13900001111 '],
      ['', two.idNumber, two.name, ''],
    ]);
    expect(columns).toEqual([null, 'idNumber', 'name', 'phone']);
    expect(header).toBe(true);
    expect(lines).toEqual([
      { line: 2, cells: { idNumber: one.idNumber, name: one.name, phone: '13900001111' } },
      { line: 3, cells: { idNumber: two.idNumber, name: two.name } },
    ]);
  });

  it('knows a column by its name alone, but no person for a header', () => {
    expect(block([['手机号码'], ['13900001111']])).toMatchObject({ columns: ['phone'], lines: [{ line: 2 }] });
    expect(block([[one.name, one.idNumber]])).toMatchObject({ header: false, lines: [{ line: 1 }] });
  });

  it('tells the columns by what stands in them where nothing names them', () => {
    const of = (person: typeof one, serial: string) => [
      serial,
      person.name,
      '居民身份证',
      person.idNumber,
      person.sex === 'male' ? '男' : '女',
      person.birthDate,
      '13900001111',
      '2',
      '2019.7.1',
    ];
    expect(block([of(one, '1'), of(two, '2'), of(three, '3')]).columns).toEqual([
      'serial',
      'name',
      'documentType',
      'idNumber',
      'sex',
      'birthDate',
      'phone',
      'shares',
      'hireDate',
    ]);
    expect(block([[one.name, '2019-07-01', one.idNumber, '生产一部 3 楼']]).columns).toEqual([
      'name',
      'hireDate',
      'idNumber',
      null,
    ]);
    expect(block([[one.idNumber, one.name, two.name, two.idNumber]], ['CHILD']).columns).toEqual([
      'idNumber',
      'name',
      'employeeName',
      'employeeIdNumber',
    ]);
    expect(block([[one.name, one.idNumber, '2', '0']], ['CI2021', 'HOSP']).columns).toEqual([
      'name',
      'idNumber',
      'shares:CI2021',
      'shares:HOSP',
    ]);
    // What the plan has no column for is not put anywhere.
    expect(block([[one.name, one.idNumber, two.name]]).columns).toEqual(['name', 'idNumber', null]);
  });

  it('goes by the cell it was pasted at, and by what was chosen by hand before all', () => {
    const under = ['phone', 'shares'] as const;
    expect(block([['x', '2', 'y']], ['CI2021'], { under })).toMatchObject({
      columns: ['phone', 'shares', null],
      lines: [{ line: 1, cells: { phone: 'x', shares: '2' } }],
    });
    expect(block([['姓名'], ['甲']], ['CI2021'], { under: ['phone'] }).columns).toEqual(['name']);
    expect(block([['甲', '乙']], ['CI2021'], { columns: [null, 'note'] }).lines[0]?.cells).toEqual({ note: '乙' });
  });

  it('keeps blank rows of the block: rows beneath a cell are met by position', () => {
    expect(block([['13900001111'], [''], ['13900002222']]).lines.map(({ cells }) => cells)).toEqual([
      { phone: '13900001111' },
      {},
      { phone: '13900002222' },
    ]);
  });

  it('marks numbers that lost their last digits in the sheet', () => {
    const lost = (...numbers: string[]) =>
      block([['姓名', '证件号码'], ...numbers.map((number) => ['甲', number])]).lines.map((line) => line.lost);
    expect(lost('1.10105E+17', one.idNumber, '4.4e+17')).toEqual(['idNumber', undefined, 'idNumber']);
    const rounded = `${one.idNumber.slice(0, 15)}000`;
    expect(lost(rounded, rounded, one.idNumber)).toEqual(['idNumber', 'idNumber', undefined]);
    // One may really end so.
    expect(lost(rounded, one.idNumber)).toEqual([undefined, undefined]);
    expect(lost('E12345678')).toEqual([undefined]);
  });
});
