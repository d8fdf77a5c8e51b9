import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { type RosterCells, writeRoster } from '../workbook/write-roster.ts';

export interface GeneratedRoster {
  readonly plans: readonly PlanVersion[];
  readonly rows: number;
  /** Index of the first synthetic person; rosters with disjoint ranges share nobody. */
  readonly from?: number;
  /** Changes to single rows, by 0-based position: planted mistakes. */
  readonly change?: (cells: RosterCells, position: number) => RosterCells;
}

/** A roster of synthetic persons, clean unless `change` spoils it. Row n of the data stands in sheet row n + 2. */
export function generateRoster(options: GeneratedRoster): Promise<Buffer> {
  return writeRoster({ plans: options.plans, rows: generateRows(options) });
}

export function* generateRows({ rows, from = 0, change }: GeneratedRoster): Generator<RosterCells> {
  for (let position = 0; position < rows; position++) {
    const person = syntheticPerson(from + position);
    const cells: RosterCells = {
      serial: position + 1,
      name: person.name,
      documentType: DOCUMENT_TYPES.resident_id,
      idNumber: person.idNumber,
      sex: person.sex === 'male' ? '男' : '女',
      birthDate: person.birthDate,
      phone: person.phone,
    };
    yield change ? change(cells, position) : cells;
  }
}
