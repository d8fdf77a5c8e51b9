import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { type ErrorCode, errorSentence } from '@huzhu/domain/error/error-codes';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { BellRing, CircleCheck, CircleX } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { ApplicationGate } from '../enrolment/application-gate.tsx';
import { EnrolmentFrame } from '../enrolment/enrolment-frame.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { CheckedRoster } from './checked-roster.tsx';
import { ContactCard } from './contact-card.tsx';
import { FirstRows } from './first-rows.tsx';
import { ImportBox } from './import-box.tsx';
import { ImportProgress } from './import-progress.tsx';
import type { RosterListHandle } from './roster-list.tsx';
import { isRunning, type Roster, useRosterStatus } from './use-roster-status.ts';
import { useUpload } from './use-upload.ts';

/** 提交参保名单 (manual 2.3). */
export function RosterPage() {
  return <ApplicationGate step="roster">{(view) => <RosterStep view={view} />}</ApplicationGate>;
}

function RosterStep({ view }: { view: ApplicationView }) {
  const { number } = view;
  const navigate = useNavigate();
  const status = useRosterStatus(number);
  const { upload, send, stop } = useUpload(number);
  const scroller = useRef<HTMLElement>(null);
  const list = useRef<RosterListHandle>(null);
  const nextButton = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState(false);
  const [contactOpen, setContactOpen] = useState(false);
  const roster = status.data?.roster ?? null;
  const running = isRunning(status.data);
  const checked = roster !== null && roster.state === 'succeeded' && upload.kind !== 'sending';

  const missing = obstacle();
  const refused = asked && missing ? errorSentence(missing, { rows: roster?.counts.errorRows ?? 0 }) : null;

  /** What can be known here; the server checks everything again. */
  function obstacle(): ErrorCode | null {
    if (running) return 'ROSTER_IMPORTING';
    if (!checked) return 'ROSTER_MISSING';
    if (!view.contact) return 'CONTACT_MISSING';
    if (roster.counts.rows === 0) return 'ROSTER_EMPTY';
    return roster.counts.errorRows > 0 ? 'ROSTER_HAS_ERRORS' : null;
  }

  /** 下一步 says what is missing and leads to it. The sentence goes with its reason, not with the next press. */
  function next() {
    setAsked(true);
    if (missing === null) return void navigate({ to: '/applications/$number/confirm', params: { number } });
    if (missing === 'ROSTER_HAS_ERRORS') return list.current?.goToFirstError();
    if (missing !== 'CONTACT_MISSING') return;
    setContactOpen(true);
    setTimeout(() => document.getElementById('contact-name')?.focus(), 50);
  }

  return (
    <EnrolmentFrame
      view={view}
      step="roster"
      full={checked}
      scroller={scroller}
      footNote={<FootNote roster={roster} running={running} refused={refused} />}
      actions={
        <>
          <Button
            size="large"
            onClick={() => void navigate({ to: '/applications/$number/notice', params: { number } })}
          >
            上一步
          </Button>
          <Button size="large" onClick={() => void navigate({ to: '/applications' })}>
            暂存
          </Button>
          <Button size="large" type="primary" ref={nextButton} disabled={running} onClick={next}>
            下一步
          </Button>
        </>
      }
    >
      {checked ? (
        <CheckedRoster
          view={view}
          roster={roster}
          scroller={scroller}
          handle={list}
          upload={upload}
          contactOpen={contactOpen}
          onContact={setContactOpen}
          onFile={send}
          onDone={() => nextButton.current?.focus()}
        />
      ) : (
        <>
          <h1>提交参保名单</h1>
          {refused && !running && <NoticeBox tone="error">{refused}</NoticeBox>}
          <div className="roster-start">
            <ContactCard view={view} />
            {status.isPending && <Skeleton label="正在取名单" />}
            {status.error && (
              <Trouble sentence={refusalOf(status.error).sentence} onRetry={() => void status.refetch()} />
            )}
            {running && roster && <ImportProgress roster={roster} />}
            {running && <FirstRows view={view} />}
            {status.data && !running && (
              <ImportBox
                number={number}
                upload={upload}
                failure={roster?.failure ? { sentence: roster.failure.sentence, fileName: roster.fileName } : null}
                onFile={(file) => {
                  setAsked(false);
                  send(file);
                }}
                onStop={stop}
              />
            )}
          </div>
        </>
      )}
    </EnrolmentFrame>
  );
}

function FootNote({ roster, running, refused }: { roster: Roster | null; running: boolean; refused: string | null }) {
  if (running) {
    return <Note icon={<BellRing aria-hidden="true" />}>可以离开或关闭本页，导入会继续；回到这一步就能看到结果。</Note>;
  }
  if (roster?.state !== 'succeeded') return <>{'先填写联系人，再导入名单。'}</>;
  const { errorRows, rows } = roster.counts;
  if (errorRows > 0) {
    return (
      <Note bad icon={<CircleX aria-hidden="true" />}>
        还有 <b className="foot-count">{`${errorRows.toLocaleString('en-US')} 行`}</b>
        错误，改完后可以进入“确认提交”。<span className="small muted">提醒不影响提交。</span>
      </Note>
    );
  }
  if (refused)
    return (
      <Note bad icon={<CircleX aria-hidden="true" />}>
        {refused}
      </Note>
    );
  return (
    <Note
      icon={<CircleCheck aria-hidden="true" />}
    >{`${rows.toLocaleString('en-US')} 行都没有错误，可以进入“确认提交”。`}</Note>
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
