import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { describe, expect, it } from 'vitest';
import { collectRoster } from '../testing/collect-roster.ts';
import { craftWorkbook, headerRow, personRow } from '../testing/craft-workbook.ts';

const IDS = Array.from({ length: 30 }, (_, at) => syntheticPerson(at).idNumber);
const FILE = craftWorkbook({ rows: headerRow() + IDS.map((id, at) => personRow(at + 2, id)).join('') });

/** Mulberry32: the same damage in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

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
    const next = random(20261123);
    const outcomes = new Set<string>();
    for (let round = 0; round < 1500; round++) {
      const damaged = Buffer.from(FILE);
      for (let flips = Math.ceil(next() * 4); flips > 0; flips--) {
        const at = Math.floor(next() * damaged.length);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(next() * 8));
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
    const next = random(7);
    for (let round = 0; round < 300; round++) {
      const file = craftWorkbook({
        rows: headerRow() + IDS.map((id, at) => personRow(at + 2, id)).join(''),
        sheetPart: (xml) => {
          // A piece of markup taken out: a cell, a tag, half a row; never so much as a whole row.
          const from = xml.indexOf('<sheetData>') + Math.floor(next() * (xml.length - 600));
          const piece = xml.slice(from, from + 1 + Math.floor(next() * 40));
          return /[<>]/.test(piece) ? xml.replace(piece, '') : xml;
        },
      });
      const result = await collectRoster(file);
      if (result.outcome === 'parsed') expect(result.rows).toHaveLength(IDS.length);
    }
  });
});
