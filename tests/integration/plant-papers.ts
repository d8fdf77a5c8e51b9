import { readApplication } from '@huzhu/db/application/read-application';
import { insertFile } from '@huzhu/db/file/insert-file';
import { insertEarlyInvoice } from '@huzhu/db/invoice/early-invoice-store';
import { insertInvoice } from '@huzhu/db/invoice/invoice-store';
import { insertUndertaking, setUndertakingFile } from '@huzhu/db/invoice/undertaking-store';
import { readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { insertPayment } from '@huzhu/db/payment/payment-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { receiveUpload } from '@huzhu/files/receive-upload';
import { plantNotice } from './plant-notice.ts';
import { PDF } from './policy-table.ts';
import { type ProductWorld, TODAY } from './product-world.ts';

/** Gives an application in 待缴费 every paper of its payment and invoicing, for tests that are about who may have them. */
export async function plantPapers(world: ProductWorld, number: string): Promise<void> {
  await plantNotice(world, number);
  const stored = await Promise.all(
    Array.from({ length: 4 }, () =>
      receiveUpload(world.services.storage, world.services.fileKeys, once(PDF), { limitBytes: 1_000 }),
    ),
  );
  await withScope(world.db.owner, { all: true }, async (tx) => {
    const application = await readApplication(tx, { number });
    const notice = application && (await readLastNotice(tx, application.id));
    if (!application || !notice) throw new Error(`no notice of ${number}`);
    const { id: applicationId, unitId, createdBy } = application;
    const subject = { applicationId, unitId };
    const [voucher, form, stamped, paper] = await Promise.all(
      (['voucher', 'undertaking-form', 'undertaking', 'invoice'] as const).map((kind, place) => {
        const { head: _, ...bytes } = stored[place] as (typeof stored)[number];
        return insertFile(tx, {
          ...bytes,
          name: `${kind}.pdf`,
          contentType: 'application/pdf',
          kind,
          unitId,
          uploadedBy: createdBy,
        });
      }),
    );
    if (!voucher || !form || !stamped || !paper) throw new Error('the files were not stored');
    await insertPayment(tx, {
      ...subject,
      noticeId: notice.id,
      payerName: '测试单位',
      payerBank: '示例银行',
      payerAccountCipher: new Uint8Array([0]),
      payerAccountMasked: '***',
      amountFen: notice.totalFen,
      paidOn: TODAY,
      serialNumber: '0001',
      voucherFileId: voucher.id,
      submittedBy: createdBy,
    });
    const filled = await insertUndertaking(tx, {
      ...subject,
      number: `CN-${number}`,
      version: 1,
      content: {} as never,
      contentHash: 'x',
      filledBy: createdBy,
    });
    await setUndertakingFile(tx, filled.id, form.id);
    const invoice = { title: '测试单位', amountFen: notice.totalFen, type: 'ordinary' } as const;
    await insertEarlyInvoice(tx, {
      ...subject,
      ...invoice,
      creditCode: 'x',
      email: 'x@example.invalid',
      reason: '测试',
      payBy: TODAY,
      undertakingFileId: stamped.id,
      requestedBy: createdBy,
    });
    await insertInvoice(tx, { ...subject, ...invoice, number, issuedOn: TODAY, fileId: paper.id, issuedBy: createdBy });
    await tx.execute(`update application set state = 'pending_payment' where id = ${applicationId}`);
  });
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
