import { errorSentence } from '@huzhu/domain/error/error-codes';
import { BellRing, CircleCheck, CircleX, Info, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Roster } from './use-roster-status.ts';
import type { useVerification } from './use-verification.ts';

interface RosterFootNoteProps {
  roster: Roster | null;
  running: boolean;
  refused: string | null;
  contactMissing: boolean;
  ledgerMissing: boolean;
  verification: ReturnType<typeof useVerification>;
}

const count = (value: number) => value.toLocaleString('en-US');

/** What stands between the list and 确认提交, and what the last 校验 found. */
export function RosterFootNote(props: RosterFootNoteProps) {
  const { roster, running, refused, contactMissing, ledgerMissing, verification } = props;
  if (running) {
    return <Note icon={<BellRing aria-hidden="true" />}>可以离开或关闭本页，导入会继续；回到这一步就能看到结果。</Note>;
  }
  if (roster?.state !== 'succeeded') {
    return <>{contactMissing ? '先填写联系人，再导入名单。' : '接着导入名单，检查没有错误就可以下一步。'}</>;
  }
  const { errorRows, rows } = roster.counts;
  if (verification.busy) {
    return (
      <Note icon={<LoaderCircle aria-hidden="true" className="foot-turning" />}>
        {`正在校验 ${count(rows)} 行：年龄、重复的人、同期的其他保障。`}
      </Note>
    );
  }
  if (errorRows > 0) {
    return (
      <Note bad icon={<CircleX aria-hidden="true" />}>
        {verification.firstErrorRow !== null && '校验完成，'}还有{' '}
        <b className="foot-count">{`${count(errorRows)} 行`}</b>
        错误，改完后可以进入“确认提交”。<span className="small muted">提醒不影响提交。</span>
      </Note>
    );
  }
  if (refused) {
    return (
      <Note bad icon={<CircleX aria-hidden="true" />}>
        {refused}
      </Note>
    );
  }
  if (ledgerMissing && rows > 0) {
    return (
      <Note
        icon={<Info aria-hidden="true" />}
      >{`${count(rows)} 行都没有错误。接着上传社保台账，就可以进入“确认提交”。`}</Note>
    );
  }
  if (rows === 0) return <>{errorSentence('ROSTER_EMPTY')}</>;
  return (
    <Note icon={<CircleCheck aria-hidden="true" />}>
      {verification.passed
        ? `校验通过，${count(rows)} 行都没有错误。再次点击【下一步】进入“确认提交”。`
        : `${count(rows)} 行都没有错误，可以进入“确认提交”。`}
    </Note>
  );
}

function Note({ icon, bad = false, children }: { icon: ReactNode; bad?: boolean; children: ReactNode }) {
  return (
    <p className={bad ? 'foot-note foot-note-bad' : 'foot-note'} role="status">
      {icon}
      <span>{children}</span>
    </p>
  );
}
