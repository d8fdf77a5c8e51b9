import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { rosterColumns } from './roster-columns.ts';
import { writeRows } from './write-rows.ts';

/** The cells of one row by field; texts are written as texts whatever they look like. */
export type RosterCells = Readonly<Partial<Record<RosterField, string | number>>>;

export interface RosterFile {
  readonly plans: readonly PlanVersion[];
  readonly rows: Iterable<RosterCells> | AsyncIterable<RosterCells>;
  readonly sheet?: string;
}

/** A roster workbook with any number of rows. */
export function writeRoster(file: RosterFile): Promise<Buffer> {
  return writeRows(file.sheet ?? '参保名单', rosterColumns(file.plans), file.rows);
}
