import { type RosterPlace, rosterLines } from '@huzhu/db/roster/roster-lines';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { createRowSealer, type IdKeys } from '../person/seal-row.ts';
import { countRows } from './import-counter.ts';
import type { SealedBatch } from './roster-event.ts';

/** Where rows go and the keys that seal them; plain data, so that a thread can be given it. */
export interface Sealing extends IdKeys {
  readonly place: RosterPlace;
}

/**
 * A function that makes checked rows ready to be stored. Wherever it runs, the main thread has nothing left to do but to send
 * bytes: sealing and writing the lines costs more than reading and checking.
 * @param sheetOffset how far the rows' numbers lie above those of their sheet
 */
export function createBatchSealer({ place, ...keys }: Sealing) {
  const seal = createRowSealer(keys);
  return (rows: readonly CheckedRow[], sheetOffset = 0): SealedBatch => ({
    kind: 'batch',
    lines: rosterLines(place, rows.map(seal), sheetOffset),
    counts: countRows(rows),
  });
}
