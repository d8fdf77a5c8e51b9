import { mailEnvironment } from '@huzhu/operations/mail/mail-environment';
import { z } from 'zod';

const need = (name: string, what: string) =>
  z.string({ error: `缺少环境变量 ${name}（${what}）` }).min(1, `环境变量 ${name} 不能为空（${what}）`);

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HUZHU_HOST: z.string().default('0.0.0.0'),
  HUZHU_WEB_DATABASE_URL: need('HUZHU_WEB_DATABASE_URL', 'huzhu_web 角色的 Postgres 地址'),
  REDIS_URL: need('REDIS_URL', 'Redis 地址'),
  HUZHU_FILES_DIR: need('HUZHU_FILES_DIR', '存放上传文件的目录'),
  HUZHU_WEB_DIR: need('HUZHU_WEB_DIR', '网页文件所在目录'),
  HUZHU_ID_CIPHER_KEYS: need('HUZHU_ID_CIPHER_KEYS', '证件号码加密密钥'),
  HUZHU_ID_HASH_KEYS: need('HUZHU_ID_HASH_KEYS', '证件号码查找密钥'),
  HUZHU_FILE_KEYS: need('HUZHU_FILE_KEYS', '文件加密密钥'),
  HUZHU_AUTH_SECRET: need('HUZHU_AUTH_SECRET', '登录会话密钥'),
  /** The address people type; with https:// the session cookie is marked Secure. */
  HUZHU_PUBLIC_URL: z.string().optional(),
  ...mailEnvironment,
  /** Who may read /metrics (infra/README.md); without it the address does not exist. */
  HUZHU_METRICS_TOKEN: z
    .string()
    .min(24, '环境变量 HUZHU_METRICS_TOKEN 至少要有 24 个字符（读取 /metrics 的令牌）')
    .optional(),
  HUZHU_DEMO: z.enum(['0', '1']).default('0'),
  /** How many proxies stand in front (their X-Forwarded-For is believed). */
  HUZHU_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type ApiEnvironment = z.infer<typeof environment>;

/** Reads the environment once; a missing value ends the start with one sentence per value, never with a stack. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): ApiEnvironment {
  const result = environment.safeParse(source);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map((issue) => issue.message).join('\n'));
}
