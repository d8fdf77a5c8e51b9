import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { ColumnMapping, RememberedMapping, StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import { fitMapping, headerOfMapping } from '@huzhu/domain/roster/header-of-mapping';
import type { HeaderMatch, SheetRow } from '@huzhu/domain/roster/match-header';
import { headerFingerprint } from './header-fingerprint.ts';
import type { HeaderWays, TableSheet } from './read-table.ts';

/** What a user has said about the columns of the unit's own sheets. */
export interface SaidColumns {
  /** Of this file. */
  readonly chosen?: ColumnMapping;
  /** Of files with the same header. */
  readonly remembered?: readonly RememberedMapping[];
}

/** A header with what was said about its columns; without that, what its words say. */
export interface MappedHeader extends HeaderMatch {
  readonly said?: Pick<StoredMapping, 'columns' | 'documentType' | 'remembered'>;
}

export function waysOf(
  { chosen, remembered = [] }: SaidColumns,
  plans: readonly PlanVersion[],
): HeaderWays<MappedHeader> {
  if (chosen) {
    const { sheet, headerRow, columns, documentType } = chosen;
    const said = { columns, documentType, remembered: false };
    return { fixed: { sheet, headerRow, header: { ...headerOfMapping(chosen), said } } };
  }
  const known = new Map<string, MappedHeader>();
  for (const each of remembered) {
    const fitted = fitMapping(each, plans);
    if (!fitted) continue;
    const { columns, documentType } = fitted;
    known.set(each.fingerprint, { ...headerOfMapping(fitted), said: { columns, documentType, remembered: true } });
  }
  return known.size === 0 ? {} : { known: (row) => known.get(headerFingerprint(row) ?? '') };
}

export function storedMapping(
  { sheetPlace, headerRow, headerCells }: TableSheet<MappedHeader>,
  said: NonNullable<MappedHeader['said']>,
): StoredMapping {
  return { sheet: sheetPlace, headerRow, ...said, fingerprint: headerFingerprint(headerCells) ?? null };
}

/** Printed sheets repeat the header on each page; the words of this one classifyRow does not know. */
export function repeatsOf({ header, headerCells }: TableSheet<MappedHeader>): (row: SheetRow) => boolean {
  const words = [...header.columns.keys()].flatMap((column) => {
    const text = headerCells.cells.get(column)?.text;
    return text === undefined ? [] : [{ column, text }];
  });
  return (row) => words.length > 1 && words.every(({ column, text }) => row.cells.get(column)?.text === text);
}
