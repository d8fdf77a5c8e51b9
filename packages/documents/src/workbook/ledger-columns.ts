import { LEDGER_COLUMNS, type LedgerField } from '@huzhu/domain/ledger/match-ledger-header';

export interface LedgerColumn {
  readonly field: LedgerField;
  /** As the template writes it: mandatory columns bear a star. */
  readonly header: string;
  readonly width: number;
  /** Numbers and months that must stay as they are typed: Excel keeps 15 digits of a number and makes dates of months. */
  readonly asText: boolean;
}

const WIDTHS: Readonly<Record<LedgerField, number>> = {
  serial: 6,
  name: 12,
  idNumber: 22,
  personalNumber: 14,
  insurance: 18,
  month: 12,
  state: 12,
  base: 12,
};
const MANDATORY: readonly LedgerField[] = ['name', 'idNumber', 'month'];
const AS_TEXT: readonly LedgerField[] = ['idNumber', 'personalNumber', 'month'];

/** The columns of a 社保台账 in domain.md's order. */
export const LEDGER_TABLE: readonly LedgerColumn[] = (Object.keys(LEDGER_COLUMNS) as LedgerField[]).map((field) => ({
  field,
  header: `${LEDGER_COLUMNS[field][0]}${MANDATORY.includes(field) ? '*' : ''}`,
  width: WIDTHS[field],
  asText: AS_TEXT.includes(field),
}));
