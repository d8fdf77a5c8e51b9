import { asDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import type { SetEffectiveDatesResult } from '@huzhu/domain/policy/policy.schema';
import { useMutation } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { api, queryClient } from '../app/trpc.ts';
import '../ui/act-card.css';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import './policy.css';

interface Choice {
  readonly number: string;
  readonly unitName: string;
}

/** 批量设置生效时间: for the applications of the page that wait for their date. */
export function BulkDates({ choices }: { choices: readonly Choice[] }) {
  const [open, setOpen] = useState(false);
  const [requestId, setRequestId] = useState(newRequestId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [day, setDay] = useState<string | null>(null);
  const set = useMutation({
    mutationFn: async (): Promise<SetEffectiveDatesResult> => {
      if (chosen.size === 0) throw { code: 'INPUT_INVALID', sentence: '请先勾选申请' };
      if (!day) throw { code: 'INPUT_INVALID', sentence: '请选择生效日期' };
      const views = await Promise.all([...chosen].map((number) => api.application.get.query({ number })));
      return api.policy.setEffectiveDates.mutate({
        requestId,
        applications: views.map(({ number, version }) => ({ number, version })),
        effectiveDate: asDate(day),
      });
    },
    onSuccess: async () => {
      setRequestId(newRequestId());
      await queryClient.invalidateQueries();
    },
  });
  const refused = (set.data ?? []).filter((outcome) => outcome.refusal !== null);
  const done = (set.data ?? []).length - refused.length;
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        onClick={() => {
          set.reset();
          setChosen(new Set(choices.map((choice) => choice.number)));
          setOpen(true);
        }}
      >
        <CalendarClock aria-hidden="true" />
        批量设置生效时间
      </button>
      <ConfirmDialog
        open={open}
        title="批量设置生效时间"
        confirmLabel={`设置这 ${chosen.size} 份`}
        cancelLabel="关闭"
        busy={set.isPending}
        onConfirm={() => set.mutate()}
        onCancel={() => setOpen(false)}
      >
        <div className="bulk-dates">
          <fieldset>
            <legend>本页待生效的申请</legend>
            {choices.map(({ number, unitName }) => (
              <Checkbox
                key={number}
                checked={chosen.has(number)}
                onChange={(event) => {
                  const next = new Set(chosen);
                  if (event.target.checked) next.add(number);
                  else next.delete(number);
                  setChosen(next);
                }}
              >
                {`${unitName}，${number}`}
              </Checkbox>
            ))}
          </fieldset>
          <Field id="bulk-day" label="生效日期" hint="当天零时生效，不早于各份确认收款的次日">
            <DayPicker id="bulk-day" value={day} wrong={false} onChange={setDay} />
          </Field>
          {set.error && <NoticeBox tone="error">{refusalOf(set.error).sentence}</NoticeBox>}
          {set.isSuccess && day && done > 0 && (
            <NoticeBox tone="success">{`${done} 份已设置，${inProse(asDate(day))}零时自动生效。`}</NoticeBox>
          )}
          {refused.map((outcome) => (
            <NoticeBox key={outcome.number} tone="error">{`${outcome.number}：${outcome.refusal}`}</NoticeBox>
          ))}
        </div>
      </ConfirmDialog>
    </>
  );
}
