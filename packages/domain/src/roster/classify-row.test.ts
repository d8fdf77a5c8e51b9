import { describe, expect, it } from 'vitest';
import { seedPlan } from '../plan/plan-seed.ts';
import { classifyRow } from './classify-row.ts';
import { matchHeader, type SheetRow } from './match-header.ts';
import { readRow } from './read-row.ts';
import type { RawCell } from './roster-row.ts';

const HEADER = ['序号', '姓名', '证件类型', '证件号码', '性别', '出生日期', '手机号码', '份数', '备注', '部门'];
const ID = '330106198009120508';

function row(values: readonly (string | number | RawCell)[]): SheetRow {
  const cells = new Map<number, RawCell>();
  values.forEach((value, index) => {
    if (value === '') return;
    if (typeof value === 'object') cells.set(index + 1, value);
    else if (typeof value === 'number') cells.set(index + 1, { kind: 'number', text: String(value), value });
    else cells.set(index + 1, { kind: 'text', text: value });
  });
  return { rowNumber: 2, hidden: false, cells };
}
const header = matchHeader(row(HEADER), [seedPlan('CI2021')]);
const kindOf = (values: readonly (string | number | RawCell)[]) => {
  const sheetRow = row(values);
  return classifyRow(readRow(sheetRow, header), sheetRow);
};
const formula: RawCell = { kind: 'formula', text: '' };

describe('classifyRow', () => {
  it.each<[string, readonly (string | number | RawCell)[]]>([
    ['whole', [1, '何敏', '居民身份证', ID, '女', '1980-09-12', '17521262534', 1]],
    ['without a name', [7, '', '居民身份证', ID, '男']],
    ['without a number', [7, '何敏', '居民身份证', '', '女']],
    ['name alone', ['', '何敏']],
    ['number alone', ['', '', '', ID]],
    ['numeric number', ['', '', '', 510107197505107000]],
    ['a total word beside a number', ['合计', '何敏', '', ID]],
    ['a name that looks like a formula', [1, '-2+3', '居民身份证', ID]],
    ['name and number as formulas', [formula, formula, '居民身份证', formula]],
    ['neither name nor number but a birth date', [1, '', '居民身份证', '', '女', '1980-09-12']],
    ['no name, but a phone', [1, '', '', '', '', '', '13812345678']],
    ['an invalid name and a sex', [1, '12', '', '', '女']],
    ['half a number', [1, '', '居民身份证', '待补']],
    ['a person in the line of a post', ['', '何敏', '', '', '', '', '', '', '', '负责人']],
    ['a person named like a word', [1, '何合计', '居民身份证', '']],
    ['a note about a person', [1, '何敏', '居民身份证', '', '女', '', '', '', '备注：新入职']],
  ])('data: %s', (_, values) => {
    expect(kindOf(values)).toBe('data');
  });

  it.each<[string, readonly (string | number | RawCell)[]]>([
    ['blank', []],
    ['blank', [' ', '\u3000', '\u200b']],
    ['blank', [formula]],
    ['blank', [41]],
    ['blank', [41, '', '居民身份证', '', '', '', '', 1]],
    ['total', ['合计', '', '', '', '', '', '', 5]],
    ['total', ['', '合 计', '', '', '', '', '', 5]],
    ['total', ['共40人']],
    ['total', ['', '小计：', '', '40人']],
    ['note', ['制表人：某某', '', '', '审核人：', '', '', '日期：2025年1月1日']],
    ['note', ['制表人', '张三', '', '审核人', '李四', '', '13812345678']],
    ['note', ['', '单位负责人（签字）：']],
    ['note', ['', '填表日期：2025年1月1日', '', '', '', '', '', '', '']],
    ['note', ['单位盖章']],
    ['note', ['注：1. 姓名与证件一致']],
    ['note', ['填表说明：']],
    ['note', ['以下空白']],
    ['note', ['', '', '', '', '', '', '', '', '请核对']],
    ['example', ['示例', '张三', '居民身份证', ID, '男', '1990-03-07', '13800000000', 1]],
    ['example', [1, '张三（示例）', '居民身份证', ID]],
    ['example', ['例', '张三', '居民身份证', ID]],
    ['example', [1, '张三', '居民身份证', ID, '', '', '', '', '示例，请删除']],
    ['example', ['（示例）', '张三', '居民身份证', ID]],
    ['example', ['填写示例', '张三', '居民身份证', ID]],
    ['note', ['', '必填', '下拉选择', '18位', '选填']],
    ['header', ['序号', '姓 名', '证件类型', '证件号码*', '性别', '出生日期']],
  ])('%s: %j', (kind, values) => {
    expect(kindOf(values)).toBe(kind);
  });
});
