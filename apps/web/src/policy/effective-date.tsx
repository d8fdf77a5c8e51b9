import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { asDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import { applicationMoved } from '../application/application-moved.ts';
import '../ui/act-card.css';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';

/** 设置生效时间 by society_admin: never before the day after the payment was confirmed; may be set anew until cover begins. */
export function EffectiveDate({ view }: { view: ApplicationView }) {
  const [day, setDay] = useState<string | null>(view.referenceDate);
  const [requestId, setRequestId] = useState(newRequestId);
  const set = useMutation({
    ...trpc.policy.setEffectiveDate.mutationOptions(),
    onSuccess: async (next) => {
      setRequestId(newRequestId());
      await applicationMoved(next);
    },
  });
  return (
    <section className="card act-card" aria-labelledby="effective-title">
      <h2 id="effective-title">设置生效时间</h2>
      <dl className="act-facts">
        <div>
          <dt>单位希望的生效日期</dt>
          <dd>{view.requestedDate ? inProse(view.requestedDate) : '没有要求'}</dd>
        </div>
        <div>
          <dt>现在的保障期间</dt>
          <dd>{`${inProse(view.referenceDate)}零时起${view.referenceEnd ? `，至 ${inProse(view.referenceEnd)}24 时` : ''}`}</dd>
        </div>
      </dl>
      <Field
        id="effective-date"
        label="生效日期"
        hint="当天零时生效，不早于确认收款的次日。年龄和重复参保按这一天再核对一遍，不符合的人单独不予承保并退款。"
      >
        <DayPicker id="effective-date" value={day} wrong={set.error !== null} onChange={setDay} />
      </Field>
      {set.error && <NoticeBox tone="error">{refusalOf(set.error).sentence}</NoticeBox>}
      {set.isSuccess && <NoticeBox tone="success">{`已设置，${inProse(view.referenceDate)}零时自动生效。`}</NoticeBox>}
      <div className="act-buttons">
        <Button
          size="large"
          type="primary"
          disabled={day === null}
          loading={set.isPending}
          onClick={() =>
            day && set.mutate({ requestId, number: view.number, version: view.version, effectiveDate: asDate(day) })
          }
        >
          设置生效时间
        </Button>
      </div>
    </section>
  );
}
