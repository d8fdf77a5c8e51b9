import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { Link } from '@tanstack/react-router';
import { BookOpen } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { AccountMenu } from '../account/account-menu.tsx';
import { HOTLINE } from '../app/hotline.ts';
import { STEP_LABELS, stepPath, WIZARD_STEPS, type WizardStep } from '../application/step-labels.ts';
import { TaskFrame } from '../ui/task-frame.tsx';
import { TextSizeSwitch } from '../ui/text-size-switch.tsx';
import { SavedMark, type Saving } from './saved-mark.tsx';

/** Where chapter 2 of the guide tells of a step. */
const HELP_PLACES: Readonly<Record<WizardStep, string>> = {
  plan: '2-2',
  notice: '2-3',
  roster: 'roster',
  confirm: '2-4',
};

interface EnrolmentFrameProps {
  view: ApplicationView | undefined;
  step: WizardStep;
  saving?: Saving;
  footNote: ReactNode;
  actions: ReactNode;
  full?: boolean;
  scroller?: Ref<HTMLElement>;
  children: ReactNode;
}

/** The task frame of the four steps of 参保. */
export function EnrolmentFrame({ view, step, saving, children, ...rest }: EnrolmentFrameProps) {
  return (
    <TaskFrame
      backTo="/applications"
      backLabel="参保申请"
      title={view?.unit.name ?? '新建参保申请'}
      number={view?.number}
      steps={WIZARD_STEPS.map((name) => ({
        label: STEP_LABELS[name],
        to: view ? stepPath(view.number, name) : null,
      }))}
      at={WIZARD_STEPS.indexOf(step) + 1}
      after="提交后：确认缴费信息 → 等待核对 → 待生效"
      saved={<SavedMark saving={saving ?? (view ? { kind: 'saved', at: view.savedAt } : { kind: 'none' })} />}
      tools={
        <>
          <Link
            to="/guide"
            search={{ chapter: 2 }}
            hash={HELP_PLACES[step]}
            target="_blank"
            className="task-hotline"
            aria-label={`操作指引：${STEP_LABELS[step]}`}
          >
            <BookOpen aria-hidden="true" />
          </Link>
          <TextSizeSwitch />
          <AccountMenu brief />
        </>
      }
      hotline={HOTLINE}
      {...rest}
    >
      {children}
    </TaskFrame>
  );
}
