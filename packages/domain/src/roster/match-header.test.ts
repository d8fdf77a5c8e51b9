import { describe, expect, it } from 'vitest';
import type { PlanCode } from '../plan/plan.schema.ts';
import { seedPlan } from '../plan/plan-seed.ts';
import { layoutOf, matchHeader, ROW_KEY_HEADER, type SheetRow } from './match-header.ts';
import { readRow } from './read-row.ts';

const TEMPLATE = [
  '序号',
  '姓名*',
  '证件类型*',
  '证件号码*',
  '性别',
  '出生日期',
  '手机号码',
  '份数',
  '入职日期',
  '备注',
];

function sheetRow(texts: readonly string[]): SheetRow {
  const cells = texts.flatMap((text, index) => (text === '' ? [] : [[index + 1, { kind: 'text', text }] as const]));
  return { rowNumber: 1, hidden: false, cells: new Map(cells) };
}

function match(texts: readonly string[], codes: readonly PlanCode[] = ['CI2021']) {
  const found = matchHeader(
    sheetRow(texts),
    codes.map((code) => seedPlan(code)),
  );
  return { ...found, fields: Object.fromEntries([...found.columns].map(([column, field]) => [field, column])) };
}

describe('matchHeader', () => {
  it('reads the template', () => {
    const found = match(TEMPLATE);
    expect(found).toMatchObject({ isHeader: true, missing: [], duplicates: [] });
    expect([...found.columns.values()]).toEqual([
      'serial',
      'name',
      'documentType',
      'idNumber',
      'sex',
      'birthDate',
      'phone',
      'shares',
      'hireDate',
      'note',
    ]);
  });

  it('tolerates spaces, line breaks, stars, hints, another order, blank and extra columns', () => {
    const header = [
      '手机号码（必填）',
      '',
      '部门',
      '证件\n号码*',
      ' 姓 名',
      '出生日期(YYYY-MM-DD)',
      '★证件类型',
      '参保份数（份）',
      '备注\r\n',
    ];
    expect(match(header)).toMatchObject({
      isHeader: true,
      missing: [],
      duplicates: [],
      fields: { phone: 1, idNumber: 4, name: 5, birthDate: 6, documentType: 7, shares: 8, note: 9 },
    });
  });

  it.each([
    ['名字', 'name'],
    ['职工姓名', 'name'],
    ['身份证号', 'idNumber'],
    ['身份证号码', 'idNumber'],
    ['公民身份号码', 'idNumber'],
    ['证件号', 'idNumber'],
    ['电话', 'phone'],
    ['联系电话', 'phone'],
    ['手机', 'phone'],
    ['出生年月日', 'birthDate'],
    ['证件种类', 'documentType'],
    ['入职时间', 'hireDate'],
  ])('knows the alias %s', (alias, field) => {
    expect(match([alias, '甲', '乙']).fields).toEqual({ [field]: 1 });
  });

  it.each(['份数', '参保份数', '份数（1-5份）', '份数\n(不填默认 1 份)', '每人份数*', '份数·CI2021'])(
    'one plan: %j is its 份数',
    (label) => {
      expect(match(['姓名', '证件类型', '证件号码', label])).toMatchObject({ missing: [], fields: { shares: 4 } });
    },
  );

  it.each(['姓名 Name', '1.姓名', '①姓名', '一、姓名', '【必填】姓名', '姓名：'])('knows the label in %j', (label) => {
    expect(match([label, '证件类型', '证件号码'])).toMatchObject({ missing: [], fields: { name: 1 } });
  });

  it('takes the type from 身份证号, and only from it', () => {
    const implied = match(['姓名', '身份证号', '份数']);
    expect(implied).toMatchObject({ missing: [], impliedDocumentType: '居民身份证' });
    const row = readRow({ ...sheetRow(['何敏', '330106198009120508']), rowNumber: 2 }, implied);
    expect(row.cells.documentType).toEqual({ kind: 'text', text: '居民身份证' });
    expect(match(['姓名', '证件号码', '份数'])).toMatchObject({ isHeader: true, missing: ['证件类型'] });
    expect(match(['姓名', '证件类型', '身份证号'])).not.toHaveProperty('impliedDocumentType');
  });

  it('recognises a header that lacks a mandatory column, so that the refusal can name it', () => {
    const header = TEMPLATE.filter((label) => !label.startsWith('证件号码'));
    expect(match(header)).toMatchObject({ isHeader: true, missing: ['证件号码'] });
    expect(match(TEMPLATE.filter((label) => label !== '姓名*'))).toMatchObject({ isHeader: true, missing: ['姓名'] });
  });

  it.each([
    [['2025年度职工互助保障参保人员名单']],
    [['填报单位：测试工会（盖章）']],
    [['填表说明：姓名、证件号码必须与证件一致，份数不填为默认份数']],
    [['1', '何敏', '居民身份证', '330106198009120508', '女']],
    [['姓名', '张三', '电话', '13812345678']],
    [['合计', '', '', '', '', '', '', '5']],
    [[]],
  ])('is no header: %j', (texts) => {
    expect(match(texts).isHeader).toBe(false);
  });

  it('never chooses between two columns of the person, but knows an extra phone column', () => {
    expect(match(['姓名', '姓名', '证件类型', '证件号码']).duplicates).toEqual(['姓名']);
    expect(match(['姓名', '证件类型', '证件号码', '身份证号']).duplicates).toEqual(['证件号码']);
    expect(match(['姓名', '职工姓名', '证件类型', '证件号码']).duplicates).toEqual(['姓名']);
    expect(match(['姓名', '证件类型', '证件号码', '份数', '份 数']).duplicates).toEqual(['份数']);
    expect(match(['姓名', '证件类型', '证件号码', '手机号码', '手机号码']).duplicates).toEqual(['手机号码']);
    const phones = match(['联系电话', '姓名', '证件类型', '证件号码', '手机号码']);
    expect(phones).toMatchObject({ duplicates: [], fields: { phone: 5 } });
    expect(match(['联系电话', '电话', '姓名', '证件类型', '证件号码']).duplicates).toEqual(['手机号码']);
  });

  it('gives each of several plans its column', () => {
    const base = ['姓名', '证件类型', '证件号码'];
    const codes: PlanCode[] = ['CI2021', 'FEMALE', 'ACC'];
    expect(match([...base, '份数·重大疾病', '份数•女职工特殊疾病互助保障计划', '份数（ACC）'], codes)).toMatchObject({
      missing: [],
      fields: { 'shares:CI2021': 4, 'shares:FEMALE': 5, 'shares:ACC': 6 },
    });
    // Numbers that were meant for a plan nobody can name are not ignored.
    expect(match([...base, '份数'], codes).missing).toHaveLength(3);
    expect(match([...base, '份数·住院医疗'], ['CI2021']).missing).toEqual(['份数']);
    expect(match([...base, '份数·重大疾病'], ['CI2021']).fields).toMatchObject({ shares: 4 });
    // 份数 may be left out altogether: the wizard's number.
    expect(match(base, codes).missing).toEqual([]);
  });

  it('reads the roster of children', () => {
    const header = ['序号', '姓名', '证件类型', '证件号码', '职工姓名*', '职工身份证号'];
    expect(match(header, ['CHILD'])).toMatchObject({
      missing: [],
      duplicates: [],
      fields: { name: 2, idNumber: 4, employeeName: 5, employeeIdNumber: 6 },
    });
    expect(match(['子女姓名', '证件类型', '证件号码'], ['CHILD']).missing).toEqual(['职工姓名', '职工证件号码']);
  });
});

describe('layoutOf', () => {
  const layout = (texts: readonly string[]) => {
    const row = sheetRow(texts);
    return layoutOf(row, matchHeader(row, [seedPlan('CI2021')]));
  };

  it('keeps the columns in their order and words, the unit’s own among them', () => {
    expect(layout(['部门', '', ' 身份证号', '员工姓名（必填）', '联系电话'])).toEqual([
      { column: 1, header: '部门', field: null },
      { column: 3, header: '身份证号', field: 'idNumber' },
      { column: 4, header: '员工姓名（必填）', field: 'name' },
      { column: 5, header: '联系电话', field: 'phone' },
    ]);
  });

  it('keeps no number of a person, no essay, and nothing that a 批注名单 brings itself', () => {
    const own = ['制表 13800138000', '说明'.repeat(40), ROW_KEY_HEADER, '问题', '网页行号'];
    const kept = layout(['姓名（440305199003072315）', '证件类型', '证件号码', ...own]);
    expect(kept.map(({ header }) => header)).toEqual(['', '证件类型', '证件号码']);
    expect(layout(['姓名', '证件号码', '问题']).map(({ header }) => header)).toContain('问题');
    const many = Array.from({ length: 300 }, (_, at) => `栏${at}`);
    expect(layout(['姓名', ...many, '证件号码']).at(-1)).toMatchObject({ column: 302, field: 'idNumber' });
    expect(layout(['姓名', ...many, '证件号码'])).toHaveLength(62);
  });

  it('gives columns that somebody has said the template’s words, which are known when the list comes back', () => {
    const row = sheetRow(['员工', '证号', '联系电话', '部门']);
    const said = new Map([
      [1, 'name'],
      [2, 'idNumber'],
      [5, 'shares'],
    ] as const);
    expect(layoutOf(row, { columns: said }, [seedPlan('CI2021')])).toEqual([
      { column: 1, header: '姓名', field: 'name' },
      { column: 2, header: '证件号码', field: 'idNumber' },
      { column: 4, header: '部门', field: null },
      { column: 5, header: '份数', field: 'shares' },
    ]);
  });
});
