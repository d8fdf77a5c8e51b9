import { documentTypeOf } from '../person/document-type-of.ts';
import { isPlausibleName } from '../person/is-plausible-name.ts';
import { normaliseNumber } from '../person/normalise-number.ts';
import { normaliseText } from '../person/normalise-text.ts';
import { readDate } from '../person/read-date.ts';
import { readSex } from '../person/sex.ts';
import { cleanHeader, fieldOfHeader } from './header-words.ts';
import type { SheetRow } from './match-header.ts';
import type { RawCell, RawRosterRow } from './roster-row.ts';

export type RowKind = 'data' | 'blank' | 'total' | 'note' | 'example' | 'header';

/** An ID as people write it, right or wrong: at least five letters or digits, one of them a digit. */
const ID_LIKE = /^(?=[A-Z]*\d)[A-Z0-9()]{5,}$/;
const TOTAL = /^(?:合计|总计|小计|共计|累计|本页合计|总人数|人数合计|合计人数|总份数|共\d+人)/u;
/** Words under a table; they count only when nothing, a colon or a bracket follows (注 also a number). */
const SIGNATURE =
  /^(?:(?:制表|填表|填报|编制|审核|复核|审批|经办|经手|负责|联系|批准)人?(?:员|签名|签字|签章|日期|单位|时间|电话)*|(?:单位|部门|工会)?(?:负责人|主席|领导|法定代表人)(?:签名|签字|签章)*|(?:单位|工会|公司)?(?:盖章|公章|签章)(?:处|日期)?|(?:填报)?单位(?:名称)?|日期|年月日|签名|签字|以下空白|以上空白)(?:$|[:(【])/u;
const REMARK =
  /^(?:(?:填表|填写|填报|编制|使用|导入|操作)?说明|(?:备|附)?注(?:意(?:事项)?)?|温馨提示|提示)(?:$|[:(【、.\d])/u;
const EXAMPLE_START = /^[([【]?(?:(?:填写|填表|填报)?(?:示例|样例|范例|举例)|例(?:$|[:\d如子行)\]】]))|^EXAMPLE/iu;
/** A line of hints under the header: 必填 | 与身份证一致 | 18位. Both name and number have to be hints. */
const HINT = /^(?:必填|选填|非必填|可选|请|填写|须|需|按|如实|与身份证|与证件|文本|格式|下拉|\d{2}位)/u;
const EXAMPLE_IN_NAME = /[([【](?:示例|样例|范例|例|举例)[)\]】]/u;
const EXAMPLE_NOTE = /^(?:示例|样例|范例)(?:$|行|数据|[,。:;(])/u;

/**
 * What a row below the header is. A row that could be a person is never dropped: a number that could be an ID makes it
 * data whatever else it says (except a leftover example row of a template, which says so itself), and so does a name
 * with anything personal beside it. Rows that hold only what templates fill in ahead (序号, 证件类型, 份数) are blank.
 * @param row the mapped cells
 * @param sheetRow the same row with the cells of extra columns
 */
export function classifyRow(row: RawRosterRow, sheetRow: SheetRow): RowKind {
  const { cells } = row;
  const serial = textOf(cells.serial);
  const name = textOf(cells.name);
  if (EXAMPLE_START.test(serial) || EXAMPLE_START.test(name) || EXAMPLE_IN_NAME.test(name)) return 'example';
  if (cells.note && EXAMPLE_NOTE.test(textOf(cells.note))) return 'example';

  const idText = cells.idNumber ? normaliseNumber(cells.idNumber.text) : '';
  if (ID_LIKE.test(idText)) return 'data';
  if (isRepeatedHeader(row)) return 'header';
  if (HINT.test(name) && HINT.test(idText)) return 'note';

  if (isPlausibleName(name) && cells.sex && readSex(cells.sex.text)) return 'data';
  const lead = leadingText(sheetRow);
  // A word in an extra column before a name (岗位: 负责人) says nothing about the row.
  const heads = [serial, name, ...(isPlausibleName(name) ? [] : [lead])].map((text) => text.replaceAll(' ', ''));
  if (heads.some((text) => TOTAL.test(text))) return 'total';
  if (heads.some((text) => SIGNATURE.test(text) || REMARK.test(text))) return 'note';

  if (!cells.name && idText === '' && !isFilledBySheet(cells.idNumber)) {
    if (hasPersonalDetail(row)) return 'data';
    const wordy = (lead !== '' && !/^\d+$/.test(lead) && !cells.documentType) || cells.note !== undefined;
    return wordy ? 'note' : 'blank';
  }
  if (isFilledBySheet(cells.name) || isFilledBySheet(cells.idNumber)) return 'data';
  if (isPlausibleName(name) || hasPersonalDetail(row)) return 'data';
  // A word that is no name and no number beside a type, or a numbered line: someone began a person here.
  const begun = documentTypeOf(textOf(cells.documentType)) !== undefined || /^\d+$/.test(serial);
  if (name === '' && idText === '') return 'blank';
  return begun ? 'data' : 'note';
}

function textOf(cell: RawCell | undefined): string {
  return cell ? normaliseText(cell.text).text : '';
}

/** A formula without a value or an error cell: something was meant to stand here. */
function isFilledBySheet(cell: RawCell | undefined): boolean {
  return cell !== undefined && (cell.kind === 'formula' || cell.kind === 'error');
}

function hasPersonalDetail({ cells }: RawRosterRow): boolean {
  if (cells.sex && readSex(cells.sex.text)) return true;
  if (cells.birthDate && readDate(cells.birthDate, false)) return true;
  if (cells.phone && cells.phone.text.replace(/\D/g, '').length >= 7 && !SIGNATURE.test(textOf(cells.phone)))
    return true;
  return cells.employeeIdNumber !== undefined && ID_LIKE.test(normaliseNumber(cells.employeeIdNumber.text));
}

/** The first text of the row, extra columns included. */
function leadingText(row: SheetRow): string {
  let first = Number.POSITIVE_INFINITY;
  let text = '';
  for (const [column, cell] of row.cells) {
    if (column < first && cell.text !== '') {
      first = column;
      text = textOf(cell);
    }
  }
  return text;
}

/** Printed sheets repeat the header on each page: two or more cells that only name their own column. */
function isRepeatedHeader({ cells }: RawRosterRow): boolean {
  let own = 0;
  for (const field of ['name', 'idNumber', 'sex', 'employeeName'] as const) {
    const cell = cells[field];
    if (!cell) continue;
    const cleaned = cleanHeader(cell.text);
    if (fieldOfHeader(cleaned, false) === field || fieldOfHeader(cleaned, true) === field) own += 1;
  }
  return own >= 2;
}
