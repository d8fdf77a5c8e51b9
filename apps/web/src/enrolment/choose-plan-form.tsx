import type { ApplicationView, DraftInput } from '@huzhu/domain/application/application.schema';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { UnitOption } from '@huzhu/domain/unit/unit.schema';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { NoticeBox } from '../ui/notice-box.tsx';
import { carriedDraft, carryDraft, dropCarriedDraft } from './carried-draft.ts';
import './choose-plan.css';
import { draftOf, draftWords } from './draft-words.ts';
import { EnrolmentAside } from './enrolment-aside.tsx';
import { EnrolmentFrame } from './enrolment-frame.tsx';
import { PlanChoices } from './plan-choices.tsx';
import { PlanParticulars } from './plan-particulars.tsx';
import { RecheckNotice } from './recheck-notice.tsx';
import { StaleNotice } from './stale-notice.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { useDraft } from './use-draft.ts';

interface ChoosePlanFormProps {
  view: ApplicationView | undefined;
  units: readonly UnitOption[];
  plans: readonly PlanVersion[];
  initial: DraftInput;
}

export function ChoosePlanForm({ view, units, plans, initial }: ChoosePlanFormProps) {
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState(false);
  const [asked, setAsked] = useState(false);
  const draft = useDraft(view, initial);
  const { form, setForm, refusal } = draft;
  const ticked = form.plans.flatMap((chosen) => plans.find((plan) => plan.code === chosen.code) ?? []);
  const stale = refusal?.code === 'STALE_VERSION';
  const dateRefused = refusal?.code === 'EFFECTIVE_DATE_TOO_EARLY' || refusal?.code === 'RENEWAL_BEFORE_END';

  // The first save gave the draft its number: the address follows, so that a reload finds it.
  const createdNumber = view ? undefined : draft.saved?.number;
  useEffect(() => {
    if (!createdNumber || leaving) return;
    carryDraft({ number: createdNumber, form, focusId: document.activeElement?.id || null });
    void navigate({ to: '/applications/$number/plan', params: { number: createdNumber }, replace: true });
  }, [createdNumber, leaving, form, navigate]);

  useEffect(() => {
    const carried = view && carriedDraft(view.number);
    if (carried?.focusId) document.getElementById(carried.focusId)?.focus();
    return dropCarriedDraft;
  }, [view]);

  async function go(to: 'next' | 'list' | 'another') {
    setAsked(to === 'next');
    if (form.unitCode === '') return document.getElementById('unit')?.focus();
    if (to === 'next' && form.plans.length === 0) return document.getElementById(`plan-${plans[0]?.code}`)?.focus();
    setLeaving(true);
    const saved = await draft.save();
    if (!saved) return setLeaving(false);
    if (to === 'list') return void navigate({ to: '/applications' });
    if (to === 'another') return void navigate({ to: '/applications/new' });
    void navigate({ to: '/applications/$number/notice', params: { number: saved.number } });
  }

  return (
    <EnrolmentFrame
      view={view}
      step="plan"
      saving={draft.saving}
      footNote={
        form.plans.length > 0
          ? `下一步：${form.plans.length > 1 ? `逐份阅读 ${form.plans.length} 个计划的告知书` : '阅读告知书'}，约 5 分钟。`
          : '请选好单位和保障计划，再进入下一步。'
      }
      actions={
        <>
          <Button size="large" onClick={() => void go('list')}>
            暂存
          </Button>
          <Button size="large" type="primary" loading={leaving} onClick={() => void go('next')}>
            下一步
          </Button>
        </>
      }
    >
      <h1>{titleOf(view)}</h1>
      <p className="muted">
        {view?.parent
          ? `接着上期保单 ${view.parent.policyNumber}（保障到 ${view.parent.end}，含当日）。计划、份数、联系人和名单都已带入，请逐步核对。`
          : '选好单位、计划和份数，随时可以暂存，换一台电脑也能接着填。'}
      </p>
      {view && stale && (
        <div className="choose-refusal">
          <StaleNotice
            number={view.number}
            mine={draftWords(form, plans)}
            latest={(latest) => draftWords(draftOf(latest), plans)}
            onLoad={(latest) => draft.adopt(latest, false)}
            onKeep={(latest) => draft.adopt(latest, true)}
          />
        </div>
      )}
      {draft.setAside && (
        <div className="choose-refusal">
          <NoticeBox
            tone="info"
            action={
              <Button size="small" onClick={draft.takeBack}>
                改回我填写的
              </Button>
            }
          >
            {`已载入最新内容。您之前填的没有保存：${draftWords(draft.setAside, plans)}。`}
          </NoticeBox>
        </div>
      )}
      {view && (
        <div className="choose-refusal">
          <RecheckNotice number={view.number} />
        </div>
      )}
      {refusal && !dateRefused && !stale && (
        <div className="choose-refusal">
          <NoticeBox
            tone="error"
            action={
              <Button size="small" onClick={() => void draft.save()}>
                再试一次
              </Button>
            }
          >
            {refusal.sentence}
          </NoticeBox>
        </div>
      )}
      <div className="with-aside">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: hears that a field was left (saved then, manual 2.2), takes no press itself */}
        <div className="choose-main" onBlur={() => view && !stale && void draft.save()}>
          <UnitChoice
            units={units}
            value={form.unitCode}
            error={asked && form.unitCode === '' ? '请选择参保单位' : undefined}
            onChange={(unitCode) => setForm({ ...form, unitCode })}
          />
          <PlanChoices
            plans={plans}
            chosen={form.plans}
            start={form.requestedDate}
            error={asked && form.plans.length === 0 ? '请至少勾选一个保障计划' : undefined}
            onChange={(chosen) => setForm({ ...form, plans: chosen })}
            onAnother={view && (() => void go('another'))}
          />
          <PlanParticulars
            ticked={ticked}
            form={form}
            dateError={dateRefused ? refusal.sentence : undefined}
            onChange={setForm}
          />
        </div>
        <EnrolmentAside ticked={ticked} form={form} />
      </div>
    </EnrolmentFrame>
  );
}

function titleOf(view: ApplicationView | undefined): string {
  if (view?.kind === 'renewal') return '续保';
  return view?.state === 'returned' ? '修改参保申请' : '新建参保申请';
}
