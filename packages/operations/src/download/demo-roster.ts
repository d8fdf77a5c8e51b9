import {
  type DemoCells,
  demoCells,
  demoPerson,
  INSURED_ELSEWHERE,
  nonParticipants,
  PENDING_ELSEWHERE,
  spoilEvery,
} from '@huzhu/db/seed/demo-applications';
import { demoLedger } from '@huzhu/db/seed/demo-ledger';
import { writeLedger } from '@huzhu/documents/workbook/write-ledger';
import { writeRoster } from '@huzhu/documents/workbook/write-roster';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';

const NEWCOMERS = 108;
/** Persons of the demo's numbers that no application of the demo names. */
const FIRST_NEWCOMER = 9_000;

const NEWCOMER_NUMBERS = Array.from({ length: NEWCOMERS }, (_, index) => FIRST_NEWCOMER + index);
/** The number is known in the demo, the name is another. */
const OTHER_NAME = '赵一鸣';
const [MISNAMED = 0] = INSURED_ELSEWHERE.slice(26, 27);
const ELSEWHERE = [...INSURED_ELSEWHERE.slice(20, 26), ...PENDING_ELSEWHERE.slice(20, 23)];

/**
 * A roster for 重大疾病 and 住院医疗 that meets everything an office meets: careful lines, one mistake of each kind, and at the
 * end persons whom another unit has insured or is about to insure (docs/operations/demo.md).
 */
export async function demoRoster(): Promise<Uint8Array> {
  const rows: DemoCells[] = [];
  const spoil = spoilEvery(12);
  for (const [index, person] of NEWCOMER_NUMBERS.entries()) {
    const { shares, ...cells } = spoil(demoCells(person, index), index);
    rows.push({ ...cells, ...(shares ? { 'shares:CI2021': shares } : {}) });
  }
  const twin = rows[3];
  if (twin) rows.push({ ...twin, serial: String(rows.length + 1), name: `${twin.name}一` });
  const add = (person: number, change: DemoCells) => {
    rows.push({ ...demoCells(person, rows.length), ...change });
  };
  // In 住院医疗 for the same term: one per person. In 重大疾病 5 份 at most, 3 are in force elsewhere.
  for (const person of ELSEWHERE.slice(0, 3)) add(person, { 'shares:CI2021': '1' });
  for (const person of ELSEWHERE.slice(3, 6)) add(person, { 'shares:CI2021': '3', 'shares:HOSP': '0' });
  for (const person of ELSEWHERE.slice(6)) add(person, { 'shares:CI2021': '2', 'shares:HOSP': '0' });
  // Nothing is told, the reviewer is asked.
  add(MISNAMED, { name: OTHER_NAME, 'shares:CI2021': '3', 'shares:HOSP': '0' });
  return writeRoster({ plans: [seedPlan('CI2021'), seedPlan('HOSP')], rows });
}

/**
 * The 社保台账 of that roster's office: line 5 of the list is not in it, line 18 stands under another name, line 29 has
 * stopped and line 41 was paid for last three months ago.
 * @param month `YYYY-MM` of the business date, so that the ledger does not age
 */
export function demoRosterLedger(month: string): Promise<Uint8Array> {
  const persons = [...NEWCOMER_NUMBERS, ...ELSEWHERE].map(demoPerson);
  persons.push({ ...demoPerson(MISNAMED), name: OTHER_NAME });
  const gaps = { absent: [4], renamed: [17], stopped: [28], stale: [40] };
  const others = nonParticipants(ELSEWHERE);
  return writeLedger(demoLedger(month, persons, { gaps, others }));
}
