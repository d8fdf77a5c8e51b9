import { insertFile } from '@huzhu/db/file/insert-file';
import { type PaymentNoticeRecord, readNotice, setNoticeFile } from '@huzhu/db/payment/payment-notice-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { renderPdf } from '@huzhu/documents/pdf/render-pdf';
import { DEFAULT_SOCIETY_SETTINGS, type SocietySettings } from '@huzhu/domain/society/society-settings';
import { receiveUpload } from '@huzhu/files/receive-upload';
import { recordUpload } from '../application/record-upload.ts';
import type { Services } from '../services.ts';

const LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * Makes the PDF of an issued 缴费通知书 from what was frozen when it was issued. May be run again: the first file counts, a later
 * one is removed.
 */
export async function renderPaymentNotice(services: Services, noticeId: number): Promise<void> {
  const scope = { all: true } as const;
  const notice = await withScope(services.db, scope, (tx) => readNotice(tx, noticeId));
  if (!notice || notice.fileId) return;
  const { content } = await renderPdf(taskOf(notice, DEFAULT_SOCIETY_SETTINGS));
  const stored = await receiveUpload(services.storage, services.fileKeys, once(content), { limitBytes: LIMIT_BYTES });
  await recordUpload(services, stored, () =>
    withScope(services.db, scope, async (tx) => {
      const now = await readNotice(tx, noticeId, { lock: true });
      if (!now || now.fileId) return { joined: true };
      const { head: _, ...bytes } = stored;
      const file = await insertFile(tx, {
        ...bytes,
        name: `缴费通知书 ${notice.number}.pdf`,
        contentType: 'application/pdf',
        kind: 'payment-notice',
        unitId: notice.unitId,
        uploadedBy: null,
      });
      await setNoticeFile(tx, noticeId, file.id);
      return { joined: false };
    }),
  );
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
    rows: content.lines
      .filter((line) => line.headcount > 0)
      .map(({ code, name, versionLabel, ...line }) => ({ plan: { code, name, version: versionLabel }, ...line })),
    headcount: content.headcount,
  } as const;
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
