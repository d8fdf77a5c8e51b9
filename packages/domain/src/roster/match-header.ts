import { DOCUMENT_TYPES } from '../person/document-type.ts';
import { normaliseText } from '../person/normalise-text.ts';
import type { PlanVersion } from '../plan/plan.schema.ts';
import { cleanHeader, fieldOfHeader } from './header-words.ts';
import { mandatoryFields } from './mandatory-fields.ts';
import { type RosterField, sharesField } from './roster-field.ts';
import { rosterFieldLabel } from './roster-field-label.ts';
import type { RawCell } from './roster-row.ts';

/** Heads the hidden column of a 批注名单 by which its rows are known when it comes back. */
export const ROW_KEY_HEADER = '互助核对码';

/** A row of a sheet as the reader hands it over. */
export interface SheetRow {
  /** 1-based. */
  readonly rowNumber: number;
  readonly hidden: boolean;
  /** Blank cells are absent. */
  readonly cells: SheetCells;
}

/** 1-based column → cell, in the order of the file; a Map, or a reader's own that makes its cells when they are asked for. */
export interface SheetCells extends Iterable<[column: number, cell: RawCell]> {
  readonly size: number;
  get(column: number): RawCell | undefined;
  keys(): Iterable<number>;
}

/** The columns of a list from left to right: where, what stands in the head, and the field; null: one of the unit's own. */
export type RosterLayout = readonly {
  /** 1-based. */
  readonly column: number;
  readonly header: string;
  readonly field: RosterField | null;
}[];

export interface HeaderMatch {
  /** 1-based column → field. */
  readonly columns: ReadonlyMap<number, RosterField>;
  /** Labels of mandatory columns that are not there, in the template's order. */
  readonly missing: readonly string[];
  /** Labels of columns that are there twice. */
  readonly duplicates: readonly string[];
  /** Whether this is the header row at all; only then do `missing` and `duplicates` mean something. */
  readonly isHeader: boolean;
  /** The word of the document type when there is no such column because the header of the number says it: 身份证号. */
  readonly impliedDocumentType?: string;
  /** 1-based column of the row keys, in a 批注名单. */
  readonly keyColumn?: number;
}

/**
 * Fields that a second column may also seem to name (手机号码 beside 联系电话): there the template's own label wins and
 * the other is an extra column. Of the fields that make the person, two columns are never chosen between.
 */
const LABEL_WINS: ReadonlySet<RosterField> = new Set(['serial', 'phone', 'birthDate', 'hireDate', 'note', 'sex']);
const SAYS_RESIDENT_ID = /^(?:参保人|居民|公民|二代|职工|员工|子女|孩子|参保职工)*身份(?:证(?:号码?|编号)?|号码)$/u;
const SHARES_WORD = /份\s*数/u;
const SHARES_FILLING = /份数|参保|认购|投保|购买|每人|计划|保障|互助|[·\-—_:：/()（）[\]【】*\s份]|必填|选填/gu;
/** 份数 without a plan's name; hints in brackets (（1–5 份）) are gone by then. */
const PLAIN_SHARES = /^(?:每人|参保|参加|认购|投保|购买|互助|保障)*份数$/u;
/** Nothing of a header is longer; notes and titles are. */
const LONGEST_HEADER = 60;
/** Of the unit's own; an honest list has a few. */
const MOST_OWN_COLUMNS = 60;
const DIGITS_OF_A_NUMBER = 11;

/**
 * Maps the cells of a row to the columns of a 参保名单 (domain.md, Roster): any order, extra columns ignored.
 *
 * Mandatory: 姓名, 证件类型, 证件号码 (for CHILD also 职工姓名, 职工证件号码). A sheet without 证件类型 is accepted when the
 * number's own header says 身份证号: the type is then 居民身份证. `证件号码` alone does not say whose, and is not guessed.
 *
 * 份数 is optional (blank = the wizard's number). But a 份数 column that names none of the plans, while a plan has no
 * column of its own, is no extra column: the numbers in it were meant, so the plan's column is reported as missing.
 */
export function matchHeader(row: SheetRow, plans: readonly PlanVersion[]): HeaderMatch {
  const insuresChildren = plans.some((plan) => plan.insuresChildren);
  const found = new Map<RosterField, { column: number; cleaned: string }[]>();
  let strangeShares = false;
  let keyColumn: number | undefined;
  for (const [column, cell] of row.cells) {
    if (cell.kind !== 'text' || cell.text.length > LONGEST_HEADER) continue;
    if (cell.text.trim() === ROW_KEY_HEADER) keyColumn = column;
    const cleaned = cleanHeader(cell.text);
    let field: RosterField | undefined = fieldOfHeader(cleaned, insuresChildren);
    if (!field && SHARES_WORD.test(cell.text.normalize('NFKC'))) {
      field = sharesFieldOf(cell.text, plans);
      strangeShares ||= field === undefined;
    }
    if (field) found.set(field, [...(found.get(field) ?? []), { column, cleaned }]);
  }

  const columns = new Map<number, RosterField>();
  const duplicates: string[] = [];
  for (const [field, candidates] of found) {
    const own = candidates.filter((candidate) => candidate.cleaned === rosterFieldLabel(field, plans));
    const chosen = candidates.length > 1 && LABEL_WINS.has(field) && own.length === 1 ? own : candidates;
    if (chosen.length > 1) duplicates.push(rosterFieldLabel(field, plans));
    columns.set((chosen[0] as { column: number }).column, field);
  }

  const impliesResidentId =
    !found.has('documentType') && (found.get('idNumber') ?? []).some(({ cleaned }) => SAYS_RESIDENT_ID.test(cleaned));
  const mandatory = mandatoryFields(plans);
  if (strangeShares) mandatory.push(...plans.map((plan) => sharesFieldFor(plan, plans)));
  const missing = mandatory
    .filter((field) => !found.has(field) && !(field === 'documentType' && impliesResidentId))
    .map((field) => rosterFieldLabel(field, plans));

  const named = found.has('name') || found.has('idNumber');
  const isHeader = (named && found.size >= 3) || (found.has('name') && found.has('idNumber'));
  return {
    columns,
    missing,
    duplicates,
    isHeader,
    ...(impliesResidentId ? { impliedDocumentType: DOCUMENT_TYPES.resident_id } : {}),
    ...(keyColumn === undefined ? {} : { keyColumn }),
  };
}

/** The column of a plan: `shares` when it is the only plan, else its own. */
function sharesFieldFor(plan: PlanVersion, plans: readonly PlanVersion[]): RosterField {
  return plans.length === 1 ? 'shares' : sharesField(plan.code);
}

/** `份数·重大疾病`, `重大疾病份数`, `份数（CI2021）`; plain `份数` when there is one plan. */
function sharesFieldOf(header: string, plans: readonly PlanVersion[]): RosterField | undefined {
  const rest = withoutFilling(header);
  const plan = plans.find((candidate) =>
    [candidate.code, candidate.name, candidate.shortName, candidate.name + candidate.version].some(
      (word) => withoutFilling(word) === rest,
    ),
  );
  if (plan) return sharesFieldFor(plan, plans);
  return plans.length === 1 && PLAIN_SHARES.test(cleanHeader(header)) ? 'shares' : undefined;
}

function withoutFilling(text: string): string {
  return normaliseText(text).text.replace(SHARES_FILLING, '').toUpperCase();
}

/** Columns that a 批注名单 has besides those of the list; it is made anew with each. */
export const ANNOTATION_HEADERS = { rowNumber: '网页行号', problems: '问题', key: ROW_KEY_HEADER } as const;

/**
 * @param row the one that matched; without cells where the list has no header
 * @param saidFor the plans, where a person has said what the columns are: their own heads would not be understood when the list comes
 *   back, so they get the template's
 */
export function layoutOf(
  row: SheetRow,
  { columns, keyColumn }: Pick<HeaderMatch, 'columns' | 'keyColumn'>,
  saidFor?: readonly PlanVersion[],
): RosterLayout {
  const ours: readonly string[] = keyColumn === undefined ? [] : Object.values(ANNOTATION_HEADERS);
  const places = [...new Set([...columns.keys(), ...row.cells.keys()])].sort((a, b) => a - b);
  const all: RosterLayout[number][] = places.map((column) => {
    const field = columns.get(column) ?? null;
    const text = row.cells.get(column)?.text ?? '';
    // The layout is kept in clear: a head with as many digits as a number of a person is none.
    const written = text.replace(/\D/g, '').length < DIGITS_OF_A_NUMBER ? text.trim() : '';
    return { column, header: saidFor && field ? rosterFieldLabel(field, saidFor) : written, field };
  });
  const own = all.filter(
    ({ header, field }) =>
      field === null &&
      header !== '' &&
      header.length <= LONGEST_HEADER &&
      !ours.includes(header) &&
      !(saidFor && fieldOfHeader(cleanHeader(header), true)),
  );
  const kept = new Set(own.slice(0, MOST_OWN_COLUMNS));
  return all.filter((column) => column.field !== null || kept.has(column));
}
