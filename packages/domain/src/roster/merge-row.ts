import type { RosterField } from './roster-field.ts';

/** The texts of a row by field; a blank cell is '' or absent. */
export type RowTexts = Readonly<Partial<Record<RosterField, string>>>;

export interface RowMerge {
  /** Changed in the workbook alone: they go in. */
  readonly changes: readonly RosterField[];
  /** Changed on both sides, to different texts: somebody has to choose. */
  readonly conflicts: readonly RosterField[];
}

/**
 * What a returned workbook does to one row, field by field: against what stood there when it was downloaded. A text that was not
 * touched changes nothing, whatever was done in the browser meanwhile; the same change on both sides is none.
 * @param fields the columns that the workbook has: one that was taken out says nothing
 * @param asDownloaded whether the field said this at the download
 */
export function mergeRow(
  fields: Iterable<RosterField>,
  workbook: RowTexts,
  browser: RowTexts,
  asDownloaded: (field: RosterField, text: string) => boolean,
): RowMerge {
  const changes: RosterField[] = [];
  const conflicts: RosterField[] = [];
  for (const field of fields) {
    const theirs = comparableText(workbook[field]);
    const ours = comparableText(browser[field]);
    if (theirs === ours || asDownloaded(field, theirs)) continue;
    (asDownloaded(field, ours) ? changes : conflicts).push(field);
  }
  return { changes, conflicts };
}

/** What makes no difference between two texts: spaces at the ends, which programs drop, and how a line ends. */
export function comparableText(text: string | undefined): string {
  return text === undefined ? '' : text.replace(/\r\n?/g, '\n').trim();
}
