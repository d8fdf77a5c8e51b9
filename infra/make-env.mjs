// Prints an infra/.env with fresh secrets: node infra/make-env.mjs > infra/.env && chmod 600 infra/.env
import { randomBytes } from 'node:crypto';
import { roleUrl } from '../scripts/services/role-urls.mjs';

const key = () => randomBytes(32).toString('base64');
const ownerPassword = randomBytes(24).toString('hex');
const roleSecret = key();
const owner = `postgres://huzhu_owner:${ownerPassword}@postgres:5432/huzhu`;
const values = {
  HUZHU_OWNER_PASSWORD: ownerPassword,
  HUZHU_DB_ROLE_SECRET: roleSecret,
  HUZHU_WEB_DATABASE_URL: roleUrl(owner, 'huzhu_web', roleSecret),
  HUZHU_WORKER_DATABASE_URL: roleUrl(owner, 'huzhu_worker', roleSecret),
  HUZHU_ID_CIPHER_KEYS: `1:${key()}`,
  HUZHU_ID_HASH_KEYS: `1:${key()}`,
  HUZHU_FILE_KEYS: `1:${key()}`,
  HUZHU_AUTH_SECRET: key(),
  HUZHU_METRICS_TOKEN: randomBytes(24).toString('hex'),
  HUZHU_PUBLIC_URL: 'https://huzhu.example',
  HUZHU_TRUSTED_PROXIES: '1',
};
for (const [name, value] of Object.entries(values)) console.log(`${name}=${value}`);
