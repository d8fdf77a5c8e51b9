import type { ApplicationListRecord } from '@huzhu/db/application/list-applications';
import {
  type ApplicationList,
  type Deadline,
  EXPIRY_NOTICE_DAYS,
  RETURN_DAYS,
} from '@huzhu/domain/application/application.schema';
import type { ApplicationState } from '@huzhu/domain/application/application-state';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays, type CalendarDate, dayNumber } from '@huzhu/domain/calendar/calendar-date';

type ListItem = ApplicationList['items'][number];

/** A line of 参保申请. @param yours the states in which it is the asker's turn */
export function viewListItem(
  row: ApplicationListRecord,
  yours: readonly ApplicationState[],
  today: CalendarDate,
): ListItem {
  return {
    number: row.number,
    kind: row.kind,
    parentNumber: row.parentNumber,
    state: row.state,
    unitName: row.unitName,
    planNames: row.plans.map((plan) => (plan.version ? `${plan.shortName}（${plan.version}）` : plan.shortName)),
    headcount: row.submittedAt ? row.headcount : row.rosterRows,
    premiumFen: row.premiumFen,
    step: stepOf(row),
    errorRows: row.errorRows,
    updatedAt: row.updatedAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    start: row.effectiveDate,
    end: row.endDate,
    since: row.arrival?.at.toISOString() ?? null,
    reason: row.arrival?.reason ?? null,
    deadline: deadlineOf(row, today),
    yours: yours.includes(row.state),
  };
}

function deadlineOf(row: ApplicationListRecord, today: CalendarDate): Deadline | null {
  const by = (kind: Deadline['kind'], day: CalendarDate): Deadline => ({
    kind,
    day,
    daysLeft: dayNumber(day) - dayNumber(today),
  });
  if (row.state === 'returned' && row.arrival) {
    return by('return', addDays(shanghaiDate(row.arrival.at), RETURN_DAYS));
  }
  // A day that has passed no longer presses: the cover then begins on the day after the confirmation.
  if (row.state === 'draft' && row.requestedDate && row.requestedDate > today) return by('start', row.requestedDate);
  if (row.state === 'in_force' && row.endDate && row.endDate <= addDays(today, EXPIRY_NOTICE_DAYS)) {
    return by('expiry', row.endDate);
  }
  return null;
}

function stepOf(row: ApplicationListRecord): ListItem['step'] {
  if (row.plans.length === 0) return 'plan';
  if (row.kind !== 'supplement' && row.acceptances < row.plans.length) return 'notice';
  return row.hasRoster && row.rosterRows > 0 && row.errorRows === 0 ? 'confirm' : 'roster';
}
