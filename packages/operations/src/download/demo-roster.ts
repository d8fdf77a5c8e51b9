import {
  type DemoCells,
  demoCells,
  INSURED_ELSEWHERE,
  PENDING_ELSEWHERE,
  spoilEvery,
} from '@huzhu/db/seed/demo-applications';
import { writeRoster } from '@huzhu/documents/workbook/write-roster';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';

const NEWCOMERS = 108;
/** Persons of the demo's numbers that no application of the demo names. */
const FIRST_NEWCOMER = 9_000;

/**
 * A roster for 重大疾病 and 住院医疗 that meets everything an office meets: careful lines, one mistake of each kind, and at the
 * end persons whom another unit has insured or is about to insure (docs/operations/demo.md).
 */
export async function demoRoster(): Promise<Uint8Array> {
  const rows: DemoCells[] = [];
  const spoil = spoilEvery(12);
  for (let index = 0; index < NEWCOMERS; index += 1) {
    const { shares, ...cells } = spoil(demoCells(FIRST_NEWCOMER + index, index), index);
    rows.push({ ...cells, ...(shares ? { 'shares:CI2021': shares } : {}) });
  }
  const twin = rows[3];
  if (twin) rows.push({ ...twin, serial: String(rows.length + 1), name: `${twin.name}一` });
  const add = (person: number | undefined, change: DemoCells) => {
    if (person !== undefined) rows.push({ ...demoCells(person, rows.length), ...change });
  };
  // In 住院医疗 for the same term: one per person. In 重大疾病 5 份 at most, 3 are in force elsewhere.
  for (const person of INSURED_ELSEWHERE.slice(20, 23)) add(person, { 'shares:CI2021': '1' });
  for (const person of INSURED_ELSEWHERE.slice(23, 26)) add(person, { 'shares:CI2021': '3', 'shares:HOSP': '0' });
  for (const person of PENDING_ELSEWHERE.slice(20, 23)) add(person, { 'shares:CI2021': '2', 'shares:HOSP': '0' });
  // The number is known, the name is another: nothing is told, the reviewer is asked.
  add(INSURED_ELSEWHERE[26], { name: '赵一鸣', 'shares:CI2021': '3', 'shares:HOSP': '0' });
  return writeRoster({ plans: [seedPlan('CI2021'), seedPlan('HOSP')], rows });
}
