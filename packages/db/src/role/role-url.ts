import { createHmac } from 'node:crypto';

/** The two login roles of the application. The owner of the database migrates and does nothing else. */
export type DatabaseRole = 'huzhu_web' | 'huzhu_worker';
export const DATABASE_ROLES: readonly DatabaseRole[] = ['huzhu_web', 'huzhu_worker'];

/** Derived, so that one secret (HUZHU_DB_ROLE_SECRET) sets and knows both passwords: 48 hex characters. */
export function rolePassword(role: DatabaseRole, secret: string): string {
  return createHmac('sha256', secret).update(role).digest('hex').slice(0, 48);
}

/** The owner's connection string with the role's name and password in place of the owner's. */
export function roleUrl(databaseUrl: string, role: DatabaseRole, secret: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = rolePassword(role, secret);
  return url.href;
}
