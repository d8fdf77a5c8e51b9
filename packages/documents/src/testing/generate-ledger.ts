import { writeLedger } from '../workbook/write-ledger.ts';

export interface LedgerLine {
  readonly name: string;
  /** Given as a number it becomes a numeric cell, as a careless export has it. */
  readonly idNumber: string | number;
  /** `YYYY-MM` */
  readonly month: string;
  readonly insurance?: string;
  readonly state?: string;
}

/** A 社保台账 of these lines; what a line leaves out is as for somebody in service with 医保. */
export async function generateLedger(lines: Iterable<LedgerLine>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await writeLedger(cellsOf(lines)));
}

function* cellsOf(lines: Iterable<LedgerLine>) {
  let serial = 0;
  for (const { name, idNumber, month, insurance = '基本医疗保险', state = '正常' } of lines) {
    serial += 1;
    yield { serial, name, idNumber, insurance, month, state, base: 8000 };
  }
}
