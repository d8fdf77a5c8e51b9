import { addDays, asDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import '../ui/act-card.css';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';

/** 业务日期, in demo mode only: what the calendar does is seen without waiting for it. */
export function BusinessDateCard() {
  const now = useQuery(trpc.setting.businessDate.queryOptions());
  const [day, setDay] = useState<string | null>(null);
  const [requestId, setRequestId] = useState(newRequestId);
  const move = useMutation({
    ...trpc.setting.moveBusinessDate.mutationOptions(),
    onSuccess: async () => {
      setRequestId(newRequestId());
      setDay(null);
      await queryClient.invalidateQueries();
    },
  });
  const today = now.data?.today;
  return (
    <section className="card act-card" aria-labelledby="business-date-title">
      <h2 id="business-date-title">业务日期</h2>
      <p>{today ? `现在是${inProse(today)}。` : '正在取业务日期。'}</p>
      <Field
        id="business-date"
        label="移动到"
        hint="只在演示环境里有。只能向前移：到期、生效、逾期作废随后由系统在一分钟内办理。"
      >
        <DayPicker
          id="business-date"
          value={day}
          wrong={move.error !== null}
          onChange={setDay}
          {...(today && { placeholder: `例如 ${inProse(addDays(today, 1))}` })}
        />
      </Field>
      {move.error && <NoticeBox tone="error">{refusalOf(move.error).sentence}</NoticeBox>}
      {move.isSuccess && <NoticeBox tone="success">{`业务日期已移到${inProse(move.data.today)}。`}</NoticeBox>}
      <div className="act-buttons">
        <Button
          size="large"
          disabled={day === null}
          loading={move.isPending}
          onClick={() => day && move.mutate({ requestId, day: asDate(day) })}
        >
          移动业务日期
        </Button>
      </div>
    </section>
  );
}
