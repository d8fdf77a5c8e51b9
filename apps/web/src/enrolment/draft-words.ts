import type { ApplicationView, DraftInput } from '@huzhu/domain/application/application.schema';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';

/** The first step as the server has it, for the form. */
export function draftOf(view: ApplicationView): DraftInput {
  return {
    unitCode: view.unit.code,
    plans: view.plans.map(({ code, shares }) => ({ code, shares })),
    requestedDate: view.requestedDate,
  };
}

/** 重大疾病 2 份、女职工 1 份；生效日期 2027-01-01 */
export function draftWords(draft: DraftInput, plans: readonly PlanVersion[]): string {
  const chosen = draft.plans.map(({ code, shares }) => {
    const name = plans.find((plan) => plan.code === code)?.shortName ?? code;
    return `${name} ${shares} 份`;
  });
  const date = draft.requestedDate ? `生效日期 ${draft.requestedDate}` : '没有指定生效日期';
  return `${chosen.length > 0 ? chosen.join('、') : '没有勾选计划'}；${date}`;
}
