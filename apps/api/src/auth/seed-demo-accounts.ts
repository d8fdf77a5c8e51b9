import type { Database } from '@huzhu/db/connect';
import { seedDemo } from '@huzhu/db/seed/demo';
import { hashPassword } from 'better-auth/crypto';

/** Known to everybody who reads the README: the demo seed must never meet real data. */
export const DEMO_PASSWORD = 'Huzhu-demo-2026';

export async function seedDemoAccounts(owner: Database): Promise<{ accounts: number; units: number }> {
  return seedDemo(owner, await hashPassword(DEMO_PASSWORD));
}
