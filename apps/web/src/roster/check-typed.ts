import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { RowIssue } from '@huzhu/domain/roster/issue-codes';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';

/**
 * What the import would say of a person typed by hand. The server says it again, with twins and cover elsewhere: the
 * browser's date and the plans' newest versions are only near enough for typing.
 */
export function checkTyped(
  view: Pick<ApplicationView, 'plans' | 'referenceDate'>,
  offered: readonly PlanVersion[],
  values: Readonly<Partial<Record<RosterField, string>>>,
): readonly RowIssue[] {
  const plans = view.plans.flatMap((line) => {
    const version = offered.find((plan) => plan.code === line.code);
    return version ? [{ version, defaultShares: line.shares }] : [];
  });
  if (plans.length !== view.plans.length) return [];
  const row = rowWithChanges({ rowNumber: 1, hidden: false, raw: {}, kinds: {} }, values);
  const context = { plans, effectiveDate: view.referenceDate, today: shanghaiDate(new Date()), date1904: false };
  return checkRow(row, context).issues;
}
