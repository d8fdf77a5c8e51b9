import { mailEnvironment } from '@huzhu/operations/mail/mail-environment';
import { z } from 'zod';

const need = (name: string, what: string) =>
  z.string({ error: `缺少环境变量 ${name}（${what}）` }).min(1, `环境变量 ${name} 不能为空（${what}）`);

const environment = z.object({
  HUZHU_WORKER_DATABASE_URL: need('HUZHU_WORKER_DATABASE_URL', 'huzhu_worker 角色的 Postgres 地址'),
  REDIS_URL: need('REDIS_URL', 'Redis 地址'),
  HUZHU_FILES_DIR: need('HUZHU_FILES_DIR', '存放上传文件的目录'),
  HUZHU_ID_CIPHER_KEYS: need('HUZHU_ID_CIPHER_KEYS', '证件号码加密密钥'),
  HUZHU_ID_HASH_KEYS: need('HUZHU_ID_HASH_KEYS', '证件号码查找密钥'),
  HUZHU_FILE_KEYS: need('HUZHU_FILE_KEYS', '文件加密密钥'),
  /** Where people open the site; stands in the QR of an e-policy. */
  HUZHU_PUBLIC_URL: z.string().optional(),
  ...mailEnvironment,
  /** Path of a PKCS#12 file with an RSA key; empty or absent: papers are not signed (infra/README.md). */
  HUZHU_SIGNING_CERTIFICATE: z.string().optional(),
  HUZHU_SIGNING_PASSPHRASE: z.string().optional(),
  HUZHU_DEMO: z.enum(['0', '1']).default('0'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type WorkerEnvironment = z.infer<typeof environment>;

/** Reads the environment once; a missing value ends the start with one sentence per value, never with a stack. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): WorkerEnvironment {
  const result = environment.safeParse(source);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map((issue) => issue.message).join('\n'));
}
