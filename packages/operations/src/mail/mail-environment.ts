import { z } from 'zod';

/** An empty variable is one that was left out: compose passes them on like that. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** What API and worker both read of the mail server (infra/README.md); without it letters are not sent. */
export const mailEnvironment = {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  HUZHU_SMTP_URL: optional(
    z.url({
      protocol: /^smtps?$/,
      error: '环境变量 HUZHU_SMTP_URL 应以 smtp:// 或 smtps:// 开头（邮件服务器）',
    }),
  ),
  /** Address that letters come from. */
  HUZHU_MAIL_FROM: optional(z.email('环境变量 HUZHU_MAIL_FROM 应为邮箱地址（发件人）')),
};
