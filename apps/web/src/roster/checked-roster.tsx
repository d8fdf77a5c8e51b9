import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import type { Ref, RefObject } from 'react';
import { useRef, useState } from 'react';
import { dayAndTime } from '../app/times.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useLayout } from '../ui/layout.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ContactCard } from './contact-card.tsx';
import { RosterButtons } from './roster-buttons.tsx';
import { RosterList, type RosterListHandle } from './roster-list.tsx';
import { RosterTotals } from './roster-totals.tsx';
import type { Roster } from './use-roster-status.ts';
import type { Upload } from './use-upload.ts';

interface CheckedRosterProps {
  view: ApplicationView;
  roster: Roster;
  scroller: RefObject<HTMLElement | null>;
  handle: Ref<RosterListHandle>;
  upload: Upload;
  contactOpen: boolean;
  onContact: (open: boolean) => void;
  onFile: (file: File) => void;
  onDone: () => void;
}

/** The list after its import: head, totals, causes and rows. */
export function CheckedRoster(props: CheckedRosterProps) {
  const { view, roster, upload, contactOpen } = props;
  const { compact, cards } = useLayout();
  const [refused, setRefused] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const answer = useRef<(may: boolean) => void>(() => undefined);
  const showContact = contactOpen || view.contact === null;

  function settle(may: boolean) {
    setAsking(false);
    answer.current(may);
  }

  const wrong = refused ?? (upload.kind === 'refused' ? `${upload.name}　${upload.refusal.sentence}` : null);
  return (
    <div className="roster-fill">
      <div className="roster-head">
        <h1>提交参保名单</h1>
        {compact && !cards ? (
          <div className="roster-head-facts">
            <RosterTotals roster={roster} bar={false} />
            <button
              type="button"
              className="plain-button"
              aria-expanded={showContact}
              onClick={() => props.onContact(!contactOpen)}
            >
              修改联系人
            </button>
          </div>
        ) : (
          <div className="roster-head-facts small muted">
            <span>{`${roster.fileName}，${dayAndTime(roster.importedAt)} 导入`}</span>
            {view.contact && (
              <span>
                {`联系人 ${view.contact.name} ${maskPhone(view.contact.phone)}`}
                <button
                  type="button"
                  className="plain-button roster-contact-change"
                  aria-expanded={showContact}
                  onClick={() => props.onContact(!contactOpen)}
                >
                  修改联系人
                </button>
              </span>
            )}
          </div>
        )}
        <RosterButtons
          number={view.number}
          onFile={(file) => {
            setRefused(null);
            props.onFile(file);
          }}
          onRefused={setRefused}
          mayImport={() =>
            new Promise((resolve) => {
              answer.current = resolve;
              setAsking(true);
            })
          }
        />
      </div>
      {wrong && <NoticeBox tone="error">{wrong}</NoticeBox>}
      {showContact && <ContactCard view={view} onSaved={() => props.onContact(false)} />}
      {(!compact || cards) && (
        <div className="card roster-totals-card">
          <RosterTotals roster={roster} bar={!cards} />
        </div>
      )}
      <RosterList
        key={roster.importId}
        view={view}
        roster={roster}
        page={props.scroller}
        handle={props.handle}
        onDone={props.onDone}
      />
      <ConfirmDialog
        open={asking}
        title="重新导入名单？"
        confirmLabel="选择文件"
        cancelLabel="先不导入"
        onConfirm={() => settle(true)}
        onCancel={() => settle(false)}
      >
        <p>
          {`现在的名单有 ${roster.counts.rows.toLocaleString('en-US')} 行（${roster.fileName}）。导入新的文件后，以新文件为准，在网页上做过的修改不会保留。`}
        </p>
      </ConfirmDialog>
    </div>
  );
}
