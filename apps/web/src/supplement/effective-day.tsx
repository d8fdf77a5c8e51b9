import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { asDate, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { useMutation } from '@tanstack/react-query';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';

/** 保全生效日期 (manual 3.1), kept as soon as it is chosen; a day outside the policy stays in the field with the sentence why not. */
export function EffectiveDay({ view }: { view: ApplicationView }) {
  const save = useMutation({
    ...trpc.supplement.date.mutationOptions(),
    onSuccess: (next) => {
      queryClient.setQueryData(trpc.application.get.queryKey({ number: next.number }), next);
      // Whoever stands on the list is judged anew by another day.
      void queryClient.invalidateQueries(trpc.roster.status.queryFilter({ number: next.number }));
      void queryClient.invalidateQueries(trpc.application.summary.queryFilter({ number: next.number }));
    },
    onError: (error, input) => void refused(error, input),
  });

  /** Another field of the page that was being saved counts the version up; the day is what it was, so this save is repeated. */
  async function refused(error: unknown, input: NonNullable<typeof save.variables>) {
    if (refusalOf(error).code !== 'STALE_VERSION') return;
    const now = await queryClient.fetchQuery({
      ...trpc.application.get.queryOptions({ number: view.number }),
      staleTime: 0,
    });
    if (now.requestedDate === view.requestedDate)
      save.mutate({ ...input, requestId: newRequestId(), version: now.version });
  }

  const { parent, requestedDate, version, number } = view;
  if (!parent) return null;
  const change = (day: CalendarDate | null) =>
    save.mutate({ requestId: newRequestId(), number, version, requestedDate: day });
  return (
    <Field
      id="supplement-date"
      label="保全生效日期"
      hint={`不早于确认缴费的次日，不晚于 ${parent.end}（原保单止期）；不填就是确认缴费的次日。`}
      error={save.error ? refusalOf(save.error).sentence : undefined}
    >
      <DayPicker
        id="supplement-date"
        placeholder="可以不填"
        wrong={save.error !== null}
        value={save.variables && save.error ? save.variables.requestedDate : requestedDate}
        onChange={(day) => change(day ? asDate(day) : null)}
      />
    </Field>
  );
}
