import nodemailer from 'nodemailer';
import type { Mailer } from './mailer.ts';

const PATIENCE_MS = 15_000;

/**
 * Letters by SMTP.
 * @param url `smtp://user:password@host:587` or `smtps://…:465`; with `smtp:` STARTTLS is used where the server offers it
 * @param from address that the society sends from
 */
export function createSmtpMailer(url: string, from = 'noreply@huzhu.invalid'): Mailer {
  const transport = nodemailer.createTransport(url, { from });
  const host = from.split('@').at(-1) ?? 'localhost';
  return {
    async send({ id, to, subject, text, attachment }) {
      const { name: filename, contentType, content } = attachment;
      const sent = transport.sendMail({
        to,
        subject,
        text,
        messageId: `<${id}@${host}>`,
        attachments: [{ filename, contentType, content: Buffer.from(content) }],
      });
      await Promise.race([sent, rejectLate()]);
    },
  };
}

/** A server that takes the connection and says nothing must not hold the job for its whole deadline. */
function rejectLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the mail server did not answer')), PATIENCE_MS).unref();
  });
}
