import type { IssueCode, Severity } from '@huzhu/domain/roster/issue-codes';
import { CircleX, TriangleAlert, WandSparkles } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import './causes-filter.css';
import { isGroup } from './fix-card.tsx';
import type { RosterFilter } from './use-roster-rows.ts';
import type { Roster } from './use-roster-status.ts';

interface CausesFilterProps {
  roster: Roster;
  filter: RosterFilter;
  readOnly: boolean;
  /** Beneath the causes. */
  children?: ReactNode;
  onChoose: (show: RosterFilter['show'], code: IssueCode | undefined) => void;
}

/** Causes with their rows. A row with several causes counts in each, so the head says rows. */
export function CausesFilter({ roster, filter, readOnly, children, onChoose }: CausesFilterProps) {
  const fixable = !readOnly && roster.causes.some(isGroup);
  return (
    <nav className="card causes" aria-label="按原因查看">
      <CauseGroup
        severity="error"
        title="错误，按原因"
        all="全部错误"
        rows={roster.counts.errorRows}
        {...{ roster, filter, readOnly, onChoose }}
      />
      <CauseGroup
        severity="warning"
        title="提醒，不影响提交"
        all="全部提醒"
        rows={roster.counts.warningRows}
        {...{ roster, filter, readOnly, onChoose }}
      />
      {fixable && (
        <p className="cause-legend small muted">
          <WandSparkles aria-hidden="true" />
          同一原因，可以一次改好
        </p>
      )}
      {children}
    </nav>
  );
}

interface CauseGroupProps extends Omit<CausesFilterProps, 'children'> {
  severity: Severity;
  title: string;
  all: string;
  rows: number;
}

function CauseGroup({ severity, title, all, rows, roster, filter, readOnly, onChoose }: CauseGroupProps) {
  const show = severity === 'error' ? 'errors' : 'warnings';
  // Most rows first as they were when the list opened: a cause does not move away under the pointer.
  const [order] = useState(() => [...roster.causes].sort((a, b) => b.rows - a.rows).map((cause) => cause.code));
  const causes = roster.causes
    .filter((cause) => cause.severity === severity && cause.rows > 0)
    .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  const Icon = severity === 'error' ? CircleX : TriangleAlert;
  if (rows === 0 && filter.show !== show) return null;
  return (
    <div className={`cause-group cause-${severity}`}>
      <h2>
        {title}
        <span className="muted">{`${rows.toLocaleString('en-US')} 行`}</span>
      </h2>
      <ul>
        <li>
          <button
            type="button"
            className="cause"
            aria-pressed={filter.show === show && !filter.code}
            onClick={() => onChoose(show, undefined)}
          >
            <Icon aria-hidden="true" />
            <span>{all}</span>
            <b>{rows.toLocaleString('en-US')}</b>
          </button>
        </li>
        {causes.map((cause) => (
          <li key={cause.code}>
            <button
              type="button"
              className="cause"
              aria-pressed={filter.code === cause.code && filter.show === show}
              onClick={() => onChoose(show, cause.code)}
            >
              {isGroup(cause) && !readOnly ? (
                <WandSparkles className="cause-wand" aria-hidden="true" />
              ) : (
                <i className="cause-mark" aria-hidden="true" />
              )}
              <span>{cause.cause}</span>
              <b>{cause.rows.toLocaleString('en-US')}</b>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
