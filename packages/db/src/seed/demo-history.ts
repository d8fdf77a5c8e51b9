import type { Role } from '@huzhu/domain/access/role';
import {
  APPLICATION_TRANSITIONS,
  type ApplicationEvent,
  type ApplicationState,
} from '@huzhu/domain/application/application-state';
import { addDays, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { DemoApplication } from './demo-applications.ts';

/** A line of 保单操作记录. */
export interface DemoEvent {
  /** ISO, with the offset of Shenzhen. */
  readonly at: string;
  /** Null for a timer. */
  readonly username: string | null;
  readonly role: Role | 'timer';
  readonly action: string;
  readonly from?: ApplicationState;
  readonly to?: ApplicationState;
  readonly reason?: string;
  readonly details?: Record<string, unknown>;
}

/** A roster was imported, and a 社保台账, on one morning. */
export interface DemoImports {
  readonly day: CalendarDate;
  readonly rosterAt: string;
  readonly ledgerAt: string;
  readonly evidenceAt: string;
}

export interface DemoHistory {
  readonly events: readonly DemoEvent[];
  /** What the application's version counts to after these acts. */
  readonly version: number;
  readonly createdDay: CalendarDate;
  /** The day on which the rows were judged. */
  readonly day: CalendarDate;
  readonly requestedDate: CalendarDate | null;
  readonly createdAt: string;
  readonly acceptedAt: string | null;
  readonly imports: DemoImports;
  /** What the unit has imported since the return: a list that was submitted is frozen. */
  readonly later: DemoImports | null;
  readonly submittedAt: string | null;
  readonly changedAt: string;
}

export const ROSTER_NAME = '参保名单.xlsx';
export const LEDGER_NAME = '社保台账.xlsx';
/** The head stands in row 1 of the sheet. */
export const FIRST_ROW = 2;

/** Moves after the submission, with the days from it to each. */
const AFTER: Readonly<
  Partial<Record<ApplicationState, readonly (readonly [ApplicationEvent, string | null, number])[]>>
> = {
  returned: [['return', 'reviewer1', 2]],
  rejected: [['reject', 'reviewer2', 2]],
  withdrawn: [['withdraw', 'operator', 1]],
  in_force: [
    ['approve', 'reviewer1', 2],
    ['submit_payment', 'operator', 5],
    ['confirm_payment', 'finance1', 6],
    ['activate', null, 7],
  ],
  expired: [
    ['approve', 'reviewer2', 2],
    ['submit_payment', 'operator', 4],
    ['confirm_payment', 'finance2', 5],
    ['activate', null, 6],
    ['expire', null, 0],
  ],
};

/** What happened to an application of the demo, act by act, counted back from the business date. */
export function demoHistory(
  application: DemoApplication,
  plans: readonly { readonly version: PlanVersion }[],
  today: CalendarDate,
): DemoHistory {
  const { state, operator } = application;
  const last = addDays(today, -application.daysAgo);
  const moves = AFTER[state] ?? [];
  const lead = state === 'expired' ? 6 : (moves.at(-1)?.[2] ?? 0);
  // The last move stands `daysAgo` back. An expired one had its whole term before that; its start follows from it.
  const submittedDay = state === 'expired' ? addDays(last, -365 - lead) : addDays(last, -lead);
  const draft = state === 'draft' || state === 'deleted';
  const createdDay = draft ? addDays(last, -(application.daysAgo % 3)) : addDays(submittedDay, -1);
  const step = application.step ?? 'roster';
  const accepted = step !== 'plan' && (step === 'roster' || !draft);
  const events: DemoEvent[] = [
    { at: at(createdDay, '09:12'), username: operator, role: 'operator', action: '保单录入', to: 'draft' },
  ];
  if (accepted) {
    plans.forEach(({ version }, index) => {
      events.push({
        at: at(createdDay, `09:${20 + index * 4}`),
        username: operator,
        role: 'operator',
        action: '阅读告知书',
        details: { plan: version.name, notice: version.notice.number },
      });
    });
  }
  const imports = importsOn(draft ? last : createdDay, '09:41', '09:43');
  const act = (instant: string, action: string, details: Record<string, unknown>) =>
    events.push({ at: instant, username: operator, role: 'operator', action, details });
  if (application.persons.length > 0) {
    act(imports.rosterAt, '导入名单', { file: ROSTER_NAME });
    act(imports.ledgerAt, '上传社保台账', { file: LEDGER_NAME });
  }
  for (const position of application.proven ?? []) {
    act(imports.evidenceAt, '上传证明', { row: position + FIRST_ROW });
  }
  if (state === 'deleted') events.push(move('delete', operator, at(last, '10:05')));
  if (!draft) {
    events.push(move('submit', operator, at(submittedDay, '10:26')));
    for (const [event, who, days] of moves) {
      const day = event === 'expire' ? last : addDays(submittedDay, days);
      const username = who === 'operator' ? operator : who;
      const reason = event === 'return' || event === 'reject' ? application.reason : undefined;
      events.push(move(event, username, at(day, who === null ? '00:00' : '15:08'), reason));
    }
  }
  const moved = events.findLast((event) => event.to !== undefined) ?? events[0];
  // As in the product, a ledger and its evidence leave the application's version alone.
  const counted = events.filter((event) => event.action !== '上传社保台账' && event.action !== '上传证明');
  const later = state === 'returned' ? importsOn(addDays(last, 1), '09:08', '09:05') : null;
  if (later) {
    if (application.laterLedger) act(later.ledgerAt, '上传社保台账', { file: LEDGER_NAME });
    act(later.rosterAt, '导入名单', { file: ROSTER_NAME });
  }
  return {
    events,
    version: 1 + counted.length + (application.persons.length > 0 ? 1 : 0),
    createdDay,
    day: draft ? last : submittedDay,
    requestedDate: requestedOn(application, today, submittedDay, lead),
    createdAt: at(createdDay, '09:12'),
    acceptedAt: accepted ? at(createdDay, '09:20') : null,
    imports,
    later,
    submittedAt: draft ? null : at(submittedDay, '10:26'),
    changedAt: state === 'draft' ? at(last, '09:45') : (later?.rosterAt ?? moved?.at ?? at(last, '09:45')),
  };
}

function importsOn(day: CalendarDate, roster: string, ledger: string): DemoImports {
  return { day, rosterAt: at(day, roster), ledgerAt: at(day, ledger), evidenceAt: at(day, '09:52') };
}

/** Cover of the past began on the day of its activation; what is on its way asks for a day to come, or for none. */
function requestedOn(
  application: DemoApplication,
  today: CalendarDate,
  submittedDay: CalendarDate,
  lead: number,
): CalendarDate | null {
  if (application.state === 'in_force' || application.state === 'expired') return addDays(submittedDay, lead);
  return application.startsIn === undefined ? null : addDays(today, application.startsIn);
}

function move(event: ApplicationEvent, username: string | null, instant: string, reason?: string): DemoEvent {
  const transition = APPLICATION_TRANSITIONS[event];
  return {
    at: instant,
    username,
    role: username === null ? 'timer' : (transition.by[0] as Role),
    action: transition.label,
    from: transition.from[0],
    to: transition.to,
    ...(reason ? { reason } : {}),
  };
}

const at = (day: CalendarDate, time: string): string => `${day}T${time}:00+08:00`;
