import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { type ErrorCode, errorSentence } from '@huzhu/domain/error/error-codes';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { wordsOf } from '../application/kind-words.ts';
import { ApplicationGate } from '../enrolment/application-gate.tsx';
import { EnrolmentFrame } from '../enrolment/enrolment-frame.tsx';
import { LedgerCard } from '../ledger/ledger-card.tsx';
import { useLedgerStatus } from '../ledger/use-ledger-status.ts';
import { EffectiveDayCard } from '../supplement/effective-day-card.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { CheckedRoster } from './checked-roster.tsx';
import { ContactCard } from './contact-card.tsx';
import { FirstRows } from './first-rows.tsx';
import { ImportBox } from './import-box.tsx';
import { ImportProgress } from './import-progress.tsx';
import { MapColumns } from './map-columns.tsx';
import { RosterFootNote } from './roster-foot-note.tsx';
import type { RosterListHandle } from './roster-list.tsx';
import { isRunning, type Roster, useRosterStatus } from './use-roster-status.ts';
import { useUpload } from './use-upload.ts';
import { useVerification } from './use-verification.ts';

/** 提交参保名单 (manual 2.3), and 提交保全名单 (manual 3.1): the same list, checks and fixes. */
export function RosterPage() {
  return <ApplicationGate step="roster">{(view) => <RosterStep view={view} />}</ApplicationGate>;
}

function RosterStep({ view }: { view: ApplicationView }) {
  const { number } = view;
  const words = wordsOf(view);
  const isFirst = words.steps[0] === 'roster';
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
  const ledger = useLedgerStatus(number);
  const ledgerMissing = ledger.data?.current === null && view.kind !== 'supplement';
  const checked = roster !== null && roster.state === 'succeeded' && upload.kind !== 'sending';

  const verification = useVerification(number, roster);

  const missing = obstacle();
  const refused =
    asked && missing
      ? errorSentence(missing, { rows: roster?.counts.errorRows ?? 0 })
      : (verification.refusal?.sentence ?? null);

  /** What can be known here; the server checks everything again. */
  function obstacle(): ErrorCode | null {
    if (running) return 'ROSTER_IMPORTING';
    if (!checked) return 'ROSTER_MISSING';
    if (!view.contact) return 'CONTACT_MISSING';
    if (roster.counts.rows === 0) return 'ROSTER_EMPTY';
    // 校验 comes first; what only 确认提交 needs is said once no error is left.
    return ledgerMissing && roster.counts.errorRows === 0 ? 'LEDGER_MISSING' : null;
  }

  /** 下一步 says what is missing and leads to it. The sentence goes with its reason, not with the next press. */
  function next() {
    setAsked(true);
    if (missing === null) {
      return void (verification.passed ? goOn() : check());
    }
    if (missing !== 'CONTACT_MISSING') return;
    setContactOpen(true);
    setTimeout(() => document.getElementById('contact-name')?.focus(), 50);
  }

  const goOn = () => navigate({ to: '/applications/$number/confirm', params: { number } });

  /** The first 下一步: 校验, which lands on the first error; the next one goes on. */
  async function check() {
    const again = verification.checkedBefore;
    const result = await verification.run();
    if (!result) return;
    if (again && result.firstErrorRow === null) return goOn();
    await list.current?.refresh();
    // The rows that were just read again stand in the list only after it was drawn.
    setTimeout(() => {
      if (result.firstErrorRow === null) nextButton.current?.focus();
      else list.current?.goToRow(result.firstErrorRow);
    }, 50);
  }

  return (
    <EnrolmentFrame
      view={view}
      step="roster"
      full={checked}
      scroller={scroller}
      footNote={
        <RosterFootNote
          roster={roster}
          running={running}
          refused={refused}
          ledgerMissing={ledgerMissing}
          verification={verification}
        />
      }
      actions={
        <>
          {!isFirst && (
            <Button
              size="large"
              onClick={() => void navigate({ to: '/applications/$number/notice', params: { number } })}
            >
              上一步
            </Button>
          )}
          <Button size="large" onClick={() => void navigate({ to: words.list.path })}>
            暂存
          </Button>
          <Button
            size="large"
            type="primary"
            ref={nextButton}
            disabled={running || !status.data}
            loading={verification.busy}
            onClick={next}
          >
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
          <h1>{words.stepLabels.roster}</h1>
          {refused && !running && <NoticeBox tone="error">{refused}</NoticeBox>}
          <div className="roster-start">
            <div className="roster-cards">
              {view.kind === 'supplement' && <EffectiveDayCard view={view} />}
              <ContactCard view={view} open={view.kind === 'supplement'} />
              <LedgerCard number={number} optional={view.kind === 'supplement'} />
            </div>
            {status.isPending && <Skeleton label="正在取名单" />}
            {status.error && (
              <Trouble sentence={refusalOf(status.error).sentence} onRetry={() => void status.refetch()} />
            )}
            {running && roster && <ImportProgress number={number} roster={roster} />}
            {running && <FirstRows view={view} />}
            {status.data && !running && (
              <ImportBox
                view={view}
                upload={upload}
                failure={roster && failureOf(roster)}
                remedy={roster && <MapColumns number={number} roster={roster} />}
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

function failureOf(roster: Roster): { sentence: string; fileName: string } | null {
  const { fileName, failure, state } = roster;
  if (state === 'cancelled' && failure) return { fileName, sentence: failure.sentence };
  if (state === 'cancelled') return { fileName, sentence: '已停止导入，名单没有保存。可以重新选择文件导入。' };
  return failure && { fileName, sentence: failure.sentence };
}
