import { type PaymentNoticeRecord, readNotice, setNoticeFile } from '@huzhu/db/payment/payment-notice-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { readSocietySettings } from '@huzhu/db/setting/society-settings-store';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { keepDocument } from '../document/keep-document.ts';
import { premiumRows } from '../document/premium-rows.ts';
import type { Services } from '../services.ts';

/**
 * Makes the PDF of an issued 缴费通知书 from what was frozen when it was issued. May be run again: the first file counts, a later
 * one is removed.
 */
export async function renderPaymentNotice(services: Services, noticeId: number): Promise<void> {
  const { notice, society } = await withScope(services.db, { all: true }, async (tx) => ({
    notice: await readNotice(tx, noticeId),
    society: await readSocietySettings(tx),
  }));
  if (!notice || notice.fileId) return;
  await keepDocument(services, {
    task: taskOf(notice, society),
    name: `缴费通知书 ${notice.number}.pdf`,
    kind: 'payment-notice',
    signedFor: '签发缴费通知书',
    unitId: notice.unitId,
    wanted: async (tx) => {
      const now = await readNotice(tx, noticeId, { lock: true });
      return now !== undefined && !now.fileId;
    },
    keep: (tx, fileId) => setNoticeFile(tx, noticeId, fileId),
  });
}

function taskOf({ content, contentHash }: PaymentNoticeRecord, society: SocietySettings) {
  return {
    kind: 'payment-notice',
    document: {
      number: content.number,
      version: content.version,
      dated: content.issuedOn,
      hash: contentHash,
      qr: content.number,
      sample: !society.approved,
    },
    society: { ...society, account: content.payee },
    unit: content.unit,
    applicationNumber: content.applicationNumber,
    due: content.dueOn,
    matchCode: content.matchCode,
    rows: premiumRows(content.lines, Boolean(content.supplementOf)),
    headcount: content.headcount,
    ...(content.supplementOf && { supplementOf: { policyNumber: content.supplementOf } }),
  } as const;
}
