import type { RowIssue } from '@huzhu/domain/roster/issue-codes';
import type { RosterValues } from '@huzhu/domain/roster/roster-row';

/**
 * A checked row as it is stored: all of `roster_row` that the import decides, and its issues. Numbers and raw texts are
 * sealed (crypto/id-cipher.ts) before they leave the thread that read them.
 */
export interface SealedRow extends Pick<RosterValues, 'name' | 'phone' | 'shares' | 'note' | 'employeeName'> {
  readonly documentType?: RosterValues['documentType'] | undefined;
  readonly sex?: RosterValues['sex'] | undefined;
  readonly birthDate?: RosterValues['birthDate'] | undefined;
  readonly hireDate?: RosterValues['hireDate'] | undefined;
  /** Row number of the roster: the 1-based one of the sheet, higher for rows of an added file. */
  readonly rowNumber: number;
  /** Pinyin of the name, see roster.table.ts. */
  readonly searchKey: string;
  /** `id-number`; absent when the cell was empty. */
  readonly idCipher?: Uint8Array | undefined;
  /** Absent unless the number is well formed. */
  readonly idHash?: Uint8Array | undefined;
  readonly idMasked: string;
  /** Whom the 社保台账 is asked about: a hash of the number alone, absent when it is wrong, and the comparable name. */
  readonly ledgerHash?: Uint8Array | undefined;
  readonly ledgerName: string;
  /** `raw-row`: JSON of {raw texts by field, employeeIdNumber}. */
  readonly rawCipher: Uint8Array;
  readonly hidden: boolean;
  readonly issues: readonly RowIssue[];
}

/** A finding about a row that is stored already: twins and overlaps, known only when all rows are read. */
export interface LaterIssue extends RowIssue {
  readonly rowNumber: number;
}
