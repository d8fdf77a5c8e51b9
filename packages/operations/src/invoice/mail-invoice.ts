import { markMailed, readInvoiceRequest, readInvoiceToMail } from '@huzhu/db/invoice/invoice-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { readSocietySettings } from '@huzhu/db/setting/society-settings-store';
import { formatYuan } from '@huzhu/domain/money/money';
import { readWholeFile } from '@huzhu/files/read-file';
import type { Services } from '../services.ts';

/**
 * Sends an issued invoice to the address in the 发票信息. Sent once as far as we know: a crash between the mail server's answer and our
 * mark sends it again, under the same message id.
 * @throws whatever the mail server answers; the job tries again
 */
export async function mailInvoice(services: Services, invoiceId: string): Promise<void> {
  const { mailer } = services;
  if (!mailer) return;
  const found = await withScope(services.db, { all: true }, async (tx) => {
    const issued = await readInvoiceToMail(tx, invoiceId);
    if (!issued || issued.invoice.mailedAt || issued.invoice.reversedAt) return undefined;
    const request = await readInvoiceRequest(tx, issued.invoice.applicationId);
    return request && { ...issued, to: request.email, society: await readSocietySettings(tx) };
  });
  if (!found) return;
  const { invoice, file, to, society } = found;
  await mailer.send({
    id: `invoice-${invoice.id}`,
    to,
    subject: `${society.name}发票 ${invoice.number}`,
    text: [
      `${invoice.title}：`,
      '',
      `贵单位的发票已开具，金额 ${formatYuan(invoice.amountFen)}，号码 ${invoice.number}，见附件。`,
      '也可以登录互助保障系统，在保单资料里下载。',
      '',
      `${society.name}，热线 ${society.hotline}`,
    ].join('\n'),
    attachment: {
      name: `发票 ${invoice.number}.pdf`,
      contentType: file.contentType,
      content: await readWholeFile(services.storage, services.fileKeys, file.storageKey),
    },
  });
  await withScope(services.db, { all: true }, (tx) => markMailed(tx, invoiceId, to));
}
