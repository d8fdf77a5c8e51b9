import type { ApplicationView, DraftInput } from '@huzhu/domain/application/application.schema';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { UnitOption } from '@huzhu/domain/unit/unit.schema';
import { useQuery } from '@tanstack/react-query';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { wordsOf } from '../application/kind-words.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { ApplicationGate } from './application-gate.tsx';
import { carriedDraft } from './carried-draft.ts';
import { ChoosePlanForm } from './choose-plan-form.tsx';
import { EnrolmentFrame } from './enrolment-frame.tsx';

/** 保单录入: a draft that the server does not know yet. */
export function NewApplicationPage() {
  return <ChoosePlan view={undefined} />;
}

/** 选择保障计划 of a draft that is kept. */
export function ChoosePlanPage() {
  return <ApplicationGate step="plan">{(view) => <ChoosePlan key={view.number} view={view} />}</ApplicationGate>;
}

function ChoosePlan({ view }: { view: ApplicationView | undefined }) {
  const units = useQuery({ ...trpc.unit.options.queryOptions(), staleTime: 60_000 });
  const plans = useQuery({ ...trpc.plan.offered.queryOptions(), staleTime: 60_000 });
  const trouble = units.error ?? plans.error;
  if (units.data && plans.data) {
    return (
      <ChoosePlanForm
        view={view}
        units={units.data}
        plans={plans.data}
        initial={initialDraft(view, units.data, plans.data)}
      />
    );
  }
  return (
    <EnrolmentFrame view={view} step="plan" footNote={null} actions={null}>
      <h1>{wordsOf(view).stepLabels.plan}</h1>
      {trouble ? (
        <Trouble
          sentence={refusalOf(trouble).sentence}
          onRetry={() => void Promise.all([units.refetch(), plans.refetch()])}
        />
      ) : (
        <Skeleton label="正在取单位和保障计划" lines={8} />
      )}
    </EnrolmentFrame>
  );
}

function initialDraft(
  view: ApplicationView | undefined,
  units: readonly UnitOption[],
  plans: readonly PlanVersion[],
): DraftInput {
  if (view) {
    const carried = carriedDraft(view.number);
    if (carried) return carried.form;
    return {
      unitCode: view.unit.code,
      plans: plans.flatMap((plan) => {
        const line = view.plans.find((candidate) => candidate.code === plan.code);
        return line ? [{ code: line.code, shares: line.shares }] : [];
      }),
      requestedDate: view.requestedDate,
    };
  }
  // A person with one unit has nothing to choose.
  return { unitCode: units.length === 1 ? (units[0]?.code ?? '') : '', plans: [], requestedDate: null };
}
