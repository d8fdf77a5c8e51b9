import type { PersonFilter } from '@huzhu/db/cover/read-cover';
import { createIdHasher } from '@huzhu/db/crypto/id-hash';
import { possiblePersonKeys } from '@huzhu/domain/person/possible-person-keys';
import type { Services } from '../services.ts';

/** What was typed is part of a name or its pinyin, a telephone number, or a whole ID number, looked up by its keyed hash only. */
export function personFilter(services: Services, text: string): PersonFilter {
  const idHashes = /^1\d{10}$/.test(text) ? [] : possiblePersonKeys(text).map(createIdHasher(services.idHashKeys));
  return { text, idHashes };
}
