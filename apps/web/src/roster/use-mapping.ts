import { errorSentence } from '@huzhu/domain/error/error-codes';
import type { DocumentType } from '@huzhu/domain/person/document-type';
import { checkMapping, refusalOfMapping } from '@huzhu/domain/roster/check-mapping';
import type { ColumnMapping, MappingSample, SampleRow } from '@huzhu/domain/roster/column-mapping.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { suggestHeaderRow, suggestSheet } from '@huzhu/domain/roster/suggest-header-row';
import { suggestMapping } from '@huzhu/domain/roster/suggest-mapping';
import { useMemo, useState } from 'react';

/** A column of the sheet, with what it is taken for. */
export interface ColumnChoice {
  readonly column: number;
  /** Its header; empty where there is none. */
  readonly header: string;
  /** The first values below. */
  readonly values: readonly string[];
  /** Null: not imported. */
  readonly field: RosterField | null;
  /** Why it was taken for that; null once somebody chose. */
  readonly reason: string | null;
}

const VALUES_SHOWN = 3;

/** What was said about the columns so far: suggested, as the file was read last time, or by hand. */
export function useMapping(sample: MappingSample) {
  const { present, sheets, fields } = sample;
  const [sheet, setSheet] = useState(() => present?.sheet ?? suggestSheet(sheets));
  const rows = sheets[sheet - 1]?.rows ?? [];
  const [headerRow, setHeaderRow] = useState(() => present?.headerRow ?? suggestHeaderRow(rows));
  const [byHand, setByHand] = useState<ReadonlyMap<number, RosterField | null>>(new Map());
  const [typeByHand, setTypeByHand] = useState<DocumentType | null>();

  const asBefore = present && present.sheet === sheet && present.headerRow === headerRow ? present : null;
  const suggested = useMemo(() => suggestMapping(rows, headerRow, fields), [rows, headerRow, fields]);
  const columns = columnsOf(rows, headerRow).map((column): ColumnChoice => {
    const chosen = byHand.get(column.column);
    if (chosen !== undefined) return { ...column, field: chosen, reason: null };
    const before = asBefore?.columns.find((each) => each.column === column.column)?.field;
    if (asBefore) return { ...column, field: before ?? null, reason: before ? '和上次一样' : null };
    const found = suggested.columns.find((each) => each.column === column.column);
    return { ...column, field: found?.field ?? null, reason: found?.reason ?? null };
  });
  const typed = columns.some(({ field }) => field === 'documentType');
  const typeSuggested = asBefore ? asBefore.documentType : (suggested.documentType?.type ?? null);
  const documentType = typed ? null : typeByHand === undefined ? typeSuggested : typeByHand;
  const mapping: ColumnMapping = {
    sheet,
    headerRow,
    columns: columns.flatMap(({ column, field }) => (field ? [{ column, field }] : [])),
    documentType,
  };
  const faults = checkMapping(mapping, fields);
  const refusal = refusalOfMapping(faults);

  function startAnew() {
    setByHand(new Map());
    setTypeByHand(undefined);
  }
  return {
    rows,
    columns,
    mapping,
    faults,
    /** What keeps the file from being imported, in a sentence; null when nothing does. */
    wrong: refusal && errorSentence(refusal.code, refusal.details),
    /** A column holds the type of each document. */
    typed,
    typeReason: typeByHand === undefined && !asBefore ? (suggested.documentType?.reason ?? null) : null,
    chooseSheet(place: number) {
      setSheet(place);
      setHeaderRow(suggestHeaderRow(sheets[place - 1]?.rows ?? []));
      startAnew();
    },
    chooseHeaderRow(rowNumber: number) {
      setHeaderRow(rowNumber);
      startAnew();
    },
    choose(column: number, field: RosterField | null) {
      setByHand(new Map(byHand).set(column, field));
    },
    chooseType: setTypeByHand,
  };
}

export type Mapping = ReturnType<typeof useMapping>;

function columnsOf(
  rows: readonly SampleRow[],
  headerRow: number,
): Pick<ColumnChoice, 'column' | 'header' | 'values'>[] {
  const used = rows.filter(({ rowNumber }) => rowNumber >= headerRow);
  const numbers = [...new Set(used.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort((a, b) => a - b);
  const textOf = (row: SampleRow, column: number) => row.cells.find((cell) => cell.column === column)?.text ?? '';
  return numbers.map((column) => ({
    column,
    header:
      used.find(({ rowNumber }) => rowNumber === headerRow)?.cells.find((cell) => cell.column === column)?.text ?? '',
    values: used
      .filter(({ rowNumber }) => rowNumber > headerRow)
      .map((row) => textOf(row, column))
      .filter((text) => text !== '')
      .slice(0, VALUES_SHOWN),
  }));
}

/** As Excel names it: A, B … Z, AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column > 26 ? columnLetters(Math.floor((column - 1) / 26)) + last : last;
}
