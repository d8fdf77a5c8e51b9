/**
 * What is hashed (createIdHasher) to meet a person of the roster with a line of the 社保台账: the number alone, because a
 * ledger names no document type. Set apart from the person keys, which are `documentType:number`.
 * @param key ledgerKey of the number
 */
export function ledgerHashText(key: string): string {
  return `ledger:${key}`;
}
