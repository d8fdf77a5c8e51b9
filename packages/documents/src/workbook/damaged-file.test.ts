import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { describe, expect, it } from 'vitest';
import { collectRoster } from '../testing/collect-roster.ts';
import { craftWorkbook, headerRow, personRow } from '../testing/craft-workbook.ts';
import { Random } from '../testing/random.ts';

const IDS = Array.from({ length: 30 }, (_, at) => syntheticPerson(at).idNumber);
const FILE = craftWorkbook({ rows: headerRow() + IDS.map((id, at) => personRow(at + 2, id)).join('') });

/** Whole with the same persons, or refused with a sentence; anything else that is thrown fails the test. */
async function expectWholeOrRefused(file: Buffer) {
  const result = await collectRoster(file);
  if (result.outcome === 'refused') {
    expect(result.sentence).not.toMatch(/[{}]/);
    return 'refused';
  }
  expect(result.rows.map((row) => row.cells.idNumber?.text)).toEqual(IDS);
  return 'whole';
}

describe('a damaged file', () => {
  it('with one to four bytes changed is read whole or refused', async () => {
    const random = new Random(20261123);
    const outcomes = new Set<string>();
    for (let round = 0; round < 1500; round++) {
      const damaged = Buffer.from(FILE);
      for (let flips = Math.ceil(random.next() * 4); flips > 0; flips--) {
        const at = Math.floor(random.next() * damaged.length);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random.next() * 8));
      }
      outcomes.add(await expectWholeOrRefused(damaged));
    }
    expect(outcomes).toEqual(new Set(['whole', 'refused']));
  });

  it('cut anywhere is refused', async () => {
    for (let length = 0; length < FILE.length; length += 17) {
      expect(await expectWholeOrRefused(FILE.subarray(0, length))).toBe('refused');
    }
  });

  it('with damage under a correct CRC never loses a row', async () => {
    const random = new Random(7);
    for (let round = 0; round < 300; round++) {
      const file = craftWorkbook({
        rows: headerRow() + IDS.map((id, at) => personRow(at + 2, id)).join(''),
        sheetPart: (xml) => {
          // A piece of markup taken out: a cell, a tag, half a row; never so much as a whole row.
          const from = xml.indexOf('<sheetData>') + Math.floor(random.next() * (xml.length - 600));
          const piece = xml.slice(from, from + 1 + Math.floor(random.next() * 40));
          return /[<>]/.test(piece) ? xml.replace(piece, '') : xml;
        },
      });
      const result = await collectRoster(file);
      if (result.outcome === 'parsed') expect(result.rows).toHaveLength(IDS.length);
    }
  });
});
