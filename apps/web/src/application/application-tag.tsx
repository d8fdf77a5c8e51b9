import { APPLICATION_STATES, type ApplicationState, TURN_OF } from '@huzhu/domain/application/application-state';
import {
  Ban,
  CalendarClock,
  History,
  Hourglass,
  JapaneseYen,
  type LucideIcon,
  PencilLine,
  ScanSearch,
  ShieldCheck,
  Undo2,
} from 'lucide-react';
import { StateTag, type TagForm, type TagTone } from '../ui/state-tag.tsx';

export const STATE_LOOKS: Readonly<Record<ApplicationState, { tone: TagTone; icon: LucideIcon }>> = {
  draft: { tone: 'draft', icon: PencilLine },
  deleted: { tone: 'over', icon: Ban },
  pending_review: { tone: 'review', icon: Hourglass },
  returned: { tone: 'returned', icon: Undo2 },
  rejected: { tone: 'over', icon: Ban },
  withdrawn: { tone: 'over', icon: Ban },
  pending_payment: { tone: 'pay', icon: JapaneseYen },
  pending_verification: { tone: 'verify', icon: ScanSearch },
  pending_effective: { tone: 'await', icon: CalendarClock },
  in_force: { tone: 'force', icon: ShieldCheck },
  expired: { tone: 'over', icon: History },
  terminated: { tone: 'over', icon: Ban },
  voided: { tone: 'over', icon: Ban },
};

/** @param yours whether it is the turn of the person looking: the form of the tag says so */
export function ApplicationTag({ state, yours }: { state: ApplicationState; yours: boolean }) {
  const look = STATE_LOOKS[state];
  return (
    <StateTag tone={look.tone} icon={look.icon} form={formOf(state, yours)}>
      {APPLICATION_STATES[state]}
    </StateTag>
  );
}

function formOf(state: ApplicationState, yours: boolean): TagForm {
  if (yours) return 'solid';
  if (state === 'draft') return 'dashed';
  return TURN_OF[state] === 'nobody' ? 'outline' : 'tint';
}
