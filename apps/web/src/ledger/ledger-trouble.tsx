import type { LedgerStatus } from '@huzhu/domain/ledger/ledger.schema';
import { LeadSentence } from '../ui/lead-sentence.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import type { LedgerUpload } from './use-ledger-upload.ts';

/** Why the last 社保台账 was not taken, and that the one before still counts. */
export function LedgerTrouble({ status, upload }: { status: LedgerStatus | undefined; upload: LedgerUpload }) {
  const failed = status?.upload?.state === 'failed' && !upload.sending ? status.upload : null;
  const sentence = upload.refused ?? failed?.failure?.sentence;
  if (!sentence) return null;
  return (
    <NoticeBox tone="error">
      <b>{`社保台账　${upload.refused === null && failed ? `${failed.fileName}　` : ''}`}</b>
      <LeadSentence>{sentence}</LeadSentence>
      {status?.current && <>{` 现在仍以 ${status.current.fileName} 为准。`}</>}
    </NoticeBox>
  );
}
