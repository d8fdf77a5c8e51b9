import { LEDGER_STANDINGS } from '@huzhu/domain/ledger/ledger.schema';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { CalendarX, Check, CircleSlash, EqualNot, UserX } from 'lucide-react';
import './ledger.css';

const ICONS = { agrees: Check, absent: UserX, name: EqualNot, stopped: CircleSlash, stale: CalendarX } as const;

/** What the 社保台账 says about the person, in a word. */
export function LedgerCell({ row }: { row: RosterRowView }) {
  const { ledger } = row;
  const Icon = ledger in ICONS ? ICONS[ledger as keyof typeof ICONS] : undefined;
  const issues = row.issues.filter((issue) => issue.code === 'NOT_IN_LEDGER' || issue.code.startsWith('LEDGER_'));
  const worst = issues.some((issue) => issue.severity === 'error') ? 'error' : issues[0]?.severity;
  return (
    <td
      className={worst ? `ledger-cell cell-${worst}` : 'ledger-cell'}
      data-name="社保台账"
      aria-describedby={worst ? `issues-${row.rowNumber}` : undefined}
    >
      {Icon && <Icon aria-hidden="true" className={ledger === 'agrees' ? 'ledger-agrees' : 'ledger-differs'} />}
      <span className={ledger === 'unknown' ? 'hint' : undefined}>{LEDGER_STANDINGS[ledger]}</span>
    </td>
  );
}
