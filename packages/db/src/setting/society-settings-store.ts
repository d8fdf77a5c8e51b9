import {
  DEFAULT_SOCIETY_SETTINGS,
  type SocietySettings,
  societySettings,
} from '@huzhu/domain/society/society-settings';
import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { setting } from './setting.table.ts';

const KEY = 'society';

/** What stands on the society's papers: as it was saved, or the drafts' wording until somebody has. */
export async function readSocietySettings(tx: Transaction): Promise<SocietySettings> {
  const [row] = await tx.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY));
  return row ? societySettings.parse(row.value) : DEFAULT_SOCIETY_SETTINGS;
}

export async function writeSocietySettings(tx: Transaction, value: SocietySettings): Promise<void> {
  await tx
    .insert(setting)
    .values({ key: KEY, value })
    .onConflictDoUpdate({ target: setting.key, set: { value, updatedAt: sql`now()` } });
}
