import { openText, sealText } from '@huzhu/db/crypto/id-cipher';
import { hashPersonKey } from '@huzhu/db/crypto/id-hash';
import type { KeyRing } from '@huzhu/db/crypto/key-ring';
import type { SealedRow } from '@huzhu/db/roster/sealed-row';
import { maskIdNumber, personKey } from '@huzhu/domain/person/identity';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';

/** The two key rings of ID numbers; all that the reading thread needs of the installation's secrets. */
export interface IdKeys {
  readonly idCipherKeys: KeyRing;
  readonly idHashKeys: KeyRing;
}
