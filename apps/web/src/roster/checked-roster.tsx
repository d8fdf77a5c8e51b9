import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import type { FileRefusalCode } from '@huzhu/domain/roster/file-refusal';
import type { ImportMode } from '@huzhu/domain/roster/roster.schema';
import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { dayAndTime } from '../app/times.ts';
import { wordsOf } from '../application/kind-words.ts';
import { LedgerButtons } from '../ledger/ledger-buttons.tsx';
import { LedgerLine } from '../ledger/ledger-line.tsx';
import { LedgerTrouble } from '../ledger/ledger-trouble.tsx';
import { useLedgerStatus } from '../ledger/use-ledger-status.ts';
import { useLedgerUpload } from '../ledger/use-ledger-upload.ts';
import { RenewalChanges } from '../renewal/renewal-changes.tsx';
import { EffectiveDayCard } from '../supplement/effective-day-card.tsx';
import { useLayout } from '../ui/layout.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ContactCard } from './contact-card.tsx';
import { ImportChoice } from './import-choice.tsx';
import { MapColumns } from './map-columns.tsx';
import { MappingLine } from './mapping-line.tsx';
import { ReturnedMarks } from './returned-marks.tsx';
import { RosterButtons } from './roster-buttons.tsx';
import { RosterList, type RosterListHandle } from './roster-list.tsx';
import { RosterMerge } from './roster-merge.tsx';
import { RosterTotals } from './roster-totals.tsx';
import type { Roster } from './use-roster-status.ts';
import type { Upload } from './use-upload.ts';

/** A 批注名单 that came back: it waits to be merged. */
const ANNOTATED: FileRefusalCode = 'ANNOTATED_ROSTER';

interface CheckedRosterProps {
  view: ApplicationView;
  roster: Roster;
  scroller: RefObject<HTMLElement | null>;
  handle: RefObject<RosterListHandle | null>;
  upload: Upload;
  contactOpen: boolean;
  onContact: (open: boolean) => void;
  onFile: (file: File, mode: ImportMode) => void;
  onDone: () => void;
}

/** The list after its import: head, totals, causes and rows. */
export function CheckedRoster(props: CheckedRosterProps) {
  const { view, roster, upload, contactOpen } = props;
  const { compact, cards } = useLayout();
  const [refused, setRefused] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const answer = useRef<(may: boolean) => void>(() => undefined);
  const mode = useRef<ImportMode>('replace');
  const ledger = useLedgerStatus(view.number);
  const ledgerUpload = useLedgerUpload(view.number);
  const showContact = contactOpen || view.contact === null;

  function settle(may: boolean) {
    setAsking(false);
    answer.current(may);
  }

  const wrong = refused ?? (upload.kind === 'refused' ? `${upload.name}　${upload.refusal.sentence}` : null);
  return (
    <div className="roster-fill">
      <div className="roster-head">
        <h1>{wordsOf(view).stepLabels.roster}</h1>
        {compact && !cards ? (
          <div className="roster-head-facts">
            <RosterTotals roster={roster} bar={false} />
            <LedgerLine number={view.number} rosterPersons={roster.counts.rows} />
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
          view={view}
          onFile={(file) => {
            setRefused(null);
            props.onFile(file, mode.current);
          }}
          onRefused={setRefused}
          mayImport={() =>
            new Promise((resolve) => {
              answer.current = resolve;
              setAsking(true);
            })
          }
        />
        {view.editable && <LedgerButtons number={view.number} upload={ledgerUpload} />}
      </div>
      <LedgerTrouble status={ledger.data} upload={ledgerUpload} />
      {wrong && <NoticeBox tone="error">{wrong}</NoticeBox>}
      {!wrong && roster.setback && roster.setback.code !== ANNOTATED && (
        <Setback number={view.number} roster={roster} setback={roster.setback} />
      )}
      <RosterMerge view={view} setback={roster.setback?.code === ANNOTATED ? roster.setback : null} />
      <MappingLine number={view.number} roster={roster} />
      {view.state === 'returned' && (
        <ReturnedMarks
          number={view.number}
          onGo={(rowNumber, field) => props.handle.current?.goToCell(rowNumber, field)}
        />
      )}
      {view.kind === 'supplement' && <EffectiveDayCard view={view} />}
      {view.kind === 'renewal' && <RenewalChanges view={view} roster={roster} />}
      {showContact && <ContactCard view={view} onSaved={() => props.onContact(false)} />}
      {(!compact || cards) && (
        <div className="card roster-totals-card">
          <RosterTotals roster={roster} bar={!cards} />
          <LedgerLine number={view.number} rosterPersons={roster.counts.rows} />
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
      <ImportChoice
        number={view.number}
        open={asking}
        roster={roster}
        onChoose={(chosen) => {
          mode.current = chosen;
          settle(true);
        }}
        onCancel={() => settle(false)}
      />
    </div>
  );
}

interface SetbackProps {
  number: string;
  roster: Roster;
  setback: NonNullable<Roster['setback']>;
}

/** The last import came to nothing; the list shown is the one before. */
function Setback({ number, roster, setback }: SetbackProps) {
  const stopped = setback.state === 'cancelled';
  return (
    <NoticeBox tone={stopped ? 'info' : 'error'}>
      <b>{`${setback.fileName}　`}</b>
      {stopped ? '已停止导入。' : setback.sentence}
      现有名单没有变。
      <MapColumns number={number} roster={roster} />
    </NoticeBox>
  );
}
