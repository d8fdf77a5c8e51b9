import { createHmac } from 'node:crypto';

/** Password of a login role: the first 48 hex digits of HMAC-SHA256(secret, role). */
export const rolePassword = (role, secret) => createHmac('sha256', secret).update(role).digest('hex').slice(0, 48);

/**
 * The connection address of a login role on the same server and database as `databaseUrl`. Derived, not stored, so that the
 * migration that creates the roles and the launcher that hands out their addresses cannot disagree.
 */
export function roleUrl(databaseUrl, role, secret) {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = rolePassword(role, secret);
  return url.href;
}
