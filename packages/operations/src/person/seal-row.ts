import { openText, sealText } from '@huzhu/db/crypto/id-cipher';
import { createIdHasher } from '@huzhu/db/crypto/id-hash';
import type { KeyRing } from '@huzhu/db/crypto/key-ring';
import { ledgerHashText } from '@huzhu/db/crypto/ledger-hash-text';
import type { RosterRowRecord } from '@huzhu/db/roster/read-rows';
import type { SealedRow } from '@huzhu/db/roster/sealed-row';
import { comparableName, ledgerPerson } from '@huzhu/domain/ledger/ledger-person';
import { maskIdNumber, personKey } from '@huzhu/domain/person/identity';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { rememberedSearchKeys } from './name-search-key.ts';

/** The two key rings of ID numbers. */
export interface IdKeys {
  readonly idCipherKeys: KeyRing;
  readonly idHashKeys: KeyRing;
}

type Written = Pick<CheckedRow, 'raw' | 'kinds'> & { readonly employeeIdNumber: string };

/** A function that turns checked rows into what is stored: numbers and raw texts sealed, the person key hashed. */
export function createRowSealer(keys: IdKeys): (row: CheckedRow) => SealedRow {
  const hash = createIdHasher(keys.idHashKeys);
  const searchKey = rememberedSearchKeys();
  // One shape, named property by property: spreads cost more here than both ciphers.
  return ({ rowNumber, hidden, values, raw, kinds, issues }) => {
    const { idNumber, documentType, employeeIdNumber } = values;
    const written: Written = { raw, kinds, employeeIdNumber };
    const asked = ledgerPerson({ values, issues });
    return {
      rowNumber,
      hidden,
      issues,
      name: values.name,
      searchKey: searchKey(values.name),
      documentType,
      idCipher: idNumber ? sealText(keys.idCipherKeys, 'id-number', idNumber) : undefined,
      idHash: values.idNumberValid && documentType ? hash(personKey(documentType, idNumber)) : undefined,
      // A number in a numeric cell is shown as the cell shows it: there is nobody to hide behind its lost digits.
      idMasked: maskIdNumber(idNumber),
      sex: values.sex,
      birthDate: values.birthDate,
      phone: values.phone,
      shares: values.shares,
      hireDate: values.hireDate,
      note: values.note,
      employeeName: values.employeeName,
      ledgerHash: asked ? hash(ledgerHashText(asked.key)) : undefined,
      ledgerName: asked ? comparableName(asked.name) : '',
      rawCipher: sealText(keys.idCipherKeys, 'raw-row', JSON.stringify(written)),
    };
  };
}

/** The stored row as it was written, with its full number. For the row's own unit while it may be edited. */
export function openRow(
  keys: IdKeys,
  row: Pick<RosterRowRecord, 'rowNumber' | 'hidden' | 'idCipher' | 'rawCipher'>,
): Pick<CheckedRow, 'rowNumber' | 'hidden' | 'raw' | 'kinds'> & {
  readonly idNumber: string;
  readonly employeeIdNumber: string;
} {
  const written = openWritten(keys, row.rawCipher);
  return {
    rowNumber: row.rowNumber,
    hidden: row.hidden,
    raw: written.raw,
    kinds: written.kinds,
    idNumber: row.idCipher ? openText(keys.idCipherKeys, 'id-number', row.idCipher) : '',
    employeeIdNumber: written.employeeIdNumber ?? '',
  };
}

/** The cells alone, as they were written. */
export function openWritten(keys: Pick<IdKeys, 'idCipherKeys'>, rawCipher: Uint8Array): Written {
  return JSON.parse(openText(keys.idCipherKeys, 'raw-row', rawCipher)) as Written;
}
