import type { DocumentType } from '../person/document-type.ts';
import type { CellSense, MappableField, SampleRow } from './column-mapping.schema.ts';
import type { RosterField } from './roster-field.ts';
import { wordsOfHeader } from './words-of-header.ts';

export interface SuggestedColumn {
  readonly column: number;
  readonly field: RosterField;
  /** Why, in words. */
  readonly reason: string;
}

export interface SuggestedMapping {
  readonly columns: readonly SuggestedColumn[];
  /** For all rows, where no column holds the type. */
  readonly documentType: { readonly type: DocumentType; readonly reason: string } | null;
}

const SENSES: Readonly<
  Record<
    Exclude<CellSense, 'numericId'>,
    { readonly fields: readonly RosterField[]; readonly weight: number; readonly words: string }
  >
> = {
  id: { fields: ['idNumber', 'employeeIdNumber'], weight: 2.5, words: '是有效的身份证号码' },
  phone: { fields: ['phone'], weight: 2.5, words: '是手机号码' },
  birthDate: { fields: ['birthDate'], weight: 2.5, words: '和身份证号码里的出生日期一致' },
  sex: { fields: ['sex'], weight: 2.5, words: '是男或女' },
  documentType: { fields: ['documentType'], weight: 2.5, words: '是证件类型' },
  name: { fields: ['name', 'employeeName'], weight: 1.5, words: '像姓名' },
  // Not enough by itself: there are many dates and many small numbers.
  date: { fields: ['hireDate', 'birthDate'], weight: 0.5, words: '是日期' },
  smallNumber: { fields: ['shares', 'serial'], weight: 0.5, words: '是 1 到 20 的整数' },
};
/** Numbers in cells of numbers are meant as identity numbers too; that they are damaged is said. */
const NUMERIC = '个单元格是数字格式，号码的末几位可能已经丢失';
const EXACT = 3;
const ALIKE = 2;
const LEAST = 0.9;
/** Of its values so many must be of a kind for a column to be of that kind. */
const MOST_OF_THEM = 0.6;
/** A content that contradicts the header is told from chance by so many values. */
const VALUES_THAT_COUNT = 3;

interface Candidate extends SuggestedColumn {
  readonly score: number;
}

/**
 * What the columns of a sheet could be, by the words of its header and by what stands below. Never one field for two columns, never
 * two fields for one. Somebody looks at it before it counts, so a guess may be wrong; its reason stands beside it.
 * @param headerRow its number; 0: none
 */
export function suggestMapping(
  rows: readonly SampleRow[],
  headerRow: number,
  fields: readonly MappableField[],
): SuggestedMapping {
  const header = rows.find((row) => row.rowNumber === headerRow);
  const below = rows.filter((row) => row.rowNumber > headerRow);
  const columns = [...new Set(rows.flatMap((row) => row.cells.map(({ column }) => column)))].sort((a, b) => a - b);
  const offered = (field: RosterField) => fields.some((each) => each.field === field);
  const contents = new Map(columns.map((column) => [column, contentOf(below, column)]));
  const candidates: Candidate[] = [];
  for (const [column, content] of contents) {
    const text = header?.cells.find((cell) => cell.column === column)?.text ?? '';
    for (const candidate of candidatesOf(text, content, fields)) {
      if (offered(candidate.field)) candidates.push({ column, ...candidate });
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  const chosen: SuggestedColumn[] = [];
  for (const { column, field, reason, score } of candidates) {
    if (score < LEAST || chosen.some((taken) => taken.column === column || taken.field === field)) continue;
    chosen.push({ column, field, reason });
  }
  chosen.sort((a, b) => a.column - b.column);
  const numbers = chosen.find(({ field }) => field === 'idNumber');
  const typed = chosen.some(({ field }) => field === 'documentType');
  const content = numbers && !typed ? contents.get(numbers.column) : undefined;
  return { columns: chosen, documentType: content ? typeOf(content) : null };
}

interface Content {
  readonly values: number;
  readonly counts: Readonly<Partial<Record<CellSense, number>>>;
  /** Different values to all values: persons differ, departments repeat. */
  readonly variety: number;
}

function contentOf(rows: readonly SampleRow[], column: number): Content {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell.column === column));
  const counts: Partial<Record<CellSense, number>> = {};
  for (const { sense } of cells) if (sense) counts[sense] = (counts[sense] ?? 0) + 1;
  return {
    values: cells.length,
    counts,
    variety: cells.length === 0 ? 0 : new Set(cells.map(({ text }) => text)).size / cells.length,
  };
}

function candidatesOf(header: string, content: Content, fields: readonly MappableField[]): Omit<Candidate, 'column'>[] {
  const insuresChildren = fields.some(({ field }) => field === 'employeeName');
  const words = wordsOfHeader(header, insuresChildren);
  const named = words && { ...words, field: sharesOf(words.field, header, fields) };
  const found: Omit<Candidate, 'column'>[] = [];
  let contradicted = false;
  for (const [sense, { fields: meant, weight, words: told }] of Object.entries(SENSES)) {
    const fitting = fittingOf(content, sense as CellSense);
    const share = content.values === 0 ? 0 : fitting / content.values;
    if (share < MOST_OF_THEM) continue;
    const score = weight * share * (sense === 'name' ? content.variety : 1);
    const reason = reasonOf(content, sense as CellSense, told);
    for (const field of meant) {
      if (field !== named?.field) found.push({ field, score, reason: `按内容：${reason}` });
    }
    if (named && meant.includes(named.field)) {
      found.push({ field: named.field, score: scoreOf(named) + score, reason: `按列名，内容也相符：${reason}` });
      return found;
    }
    contradicted ||= weight > EXACT / 2 && content.values >= VALUES_THAT_COUNT;
  }
  // 编号 over numbers of identity cards: what stands there says more than the word above.
  if (named) found.push({ field: named.field, score: scoreOf(named) / (contradicted ? 2 : 1), reason: '按列名' });
  return found;
}

function fittingOf({ counts }: Content, sense: CellSense): number {
  return (counts[sense] ?? 0) + (sense === 'id' ? (counts.numericId ?? 0) : 0);
}

function reasonOf({ values, counts }: Content, sense: CellSense, told: string): string {
  const sure = counts[sense] ?? 0;
  const numeric = sense === 'id' ? (counts.numericId ?? 0) : 0;
  if (sure === 0) return `${values} 个值中 ${numeric} ${NUMERIC}`;
  const first = sure === values ? `${values} 个值都${told}` : `${values} 个值中 ${sure} 个${told}`;
  return numeric > 0 ? `${first}，另有 ${numeric} ${NUMERIC}` : first;
}

function scoreOf({ likeness }: { readonly likeness: 'exact' | 'alike' }): number {
  return likeness === 'exact' ? EXACT : ALIKE;
}

/** With several plans 份数 alone is no column; the plan's short name in the header makes it one. */
function sharesOf(field: RosterField, header: string, fields: readonly MappableField[]): RosterField {
  if (field !== 'shares') return field;
  const own = fields.find(
    (each) => each.field.startsWith('shares:') && header.includes(each.label.split('·')[1] ?? '·'),
  );
  return own?.field ?? field;
}

function typeOf(content: Content): SuggestedMapping['documentType'] {
  const { values } = content;
  const fitting = fittingOf(content, 'id');
  if (values === 0 || fitting / values < MOST_OF_THEM) return null;
  return { type: 'resident_id', reason: `按内容：${values} 个号码中 ${fitting} 个是身份证号码` };
}
