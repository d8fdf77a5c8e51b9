import { createHash } from 'node:crypto';
import { headerKey } from '@huzhu/domain/roster/header-key';
import type { SheetRow } from '@huzhu/domain/roster/match-header';

/** What a unit's header is remembered under; undefined for a row that is none (headerKey). */
export function headerFingerprint(row: SheetRow): string | undefined {
  const key = headerKey(row);
  return key && createHash('sha256').update(key).digest('hex');
}
