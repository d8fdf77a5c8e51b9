import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { asDate, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { useMutation } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { Field } from '../ui/field.tsx';
import 'dayjs/locale/zh-cn';

dayjs.locale('zh-cn');

/** 保全生效日期 (manual 3.1), kept as soon as it is chosen; days outside the policy cannot be. */
export function EffectiveDay({ view }: { view: ApplicationView }) {
  const save = useMutation({
    ...trpc.supplement.date.mutationOptions(),
    onSuccess: (next) => {
      queryClient.setQueryData(trpc.application.get.queryKey({ number: next.number }), next);
      // Whoever stands on the list is judged anew by another day.
      void queryClient.invalidateQueries(trpc.roster.status.queryFilter({ number: next.number }));
      void queryClient.invalidateQueries(trpc.application.summary.queryFilter({ number: next.number }));
    },
  });
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
      <DatePicker
        id="supplement-date"
        placeholder="可以不填"
        value={requestedDate ? dayjs(requestedDate) : null}
        minDate={dayjs(view.earliestDate)}
        maxDate={dayjs(parent.end)}
        disabled={save.isPending}
        status={save.error ? 'error' : ''}
        onChange={(day) => change(day ? asDate(day.format('YYYY-MM-DD')) : null)}
      />
    </Field>
  );
}
