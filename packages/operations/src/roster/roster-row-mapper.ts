import { checkRow } from '@huzhu/domain/roster/check-row';
import type { CheckedRow, RawRosterRow, RosterContext } from '@huzhu/domain/roster/roster-row';

/**
 * What the thread does with each row before it leaves the thread. Hashing and encrypting the number belongs here too,
 * once an operation stores rows: the keys then come with the thread's data, and the plain number stays in the thread.
 */
export function rosterRowMapper(context: RosterContext): (row: RawRosterRow) => CheckedRow {
  return (row) => checkRow(row, context);
}
