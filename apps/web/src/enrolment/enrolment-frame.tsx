import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { Link } from '@tanstack/react-router';
import { BookOpen } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { AccountMenu } from '../account/account-menu.tsx';
import { HOTLINE } from '../app/hotline.ts';
import { wordsOf } from '../application/kind-words.ts';
import { stepPath, type WizardStep } from '../application/wizard-step.ts';
import { TaskFrame } from '../ui/task-frame.tsx';
import { TextSizeSwitch } from '../ui/text-size-switch.tsx';
import { SavedMark, type Saving } from './saved-mark.tsx';

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

/** The task frame of the steps of an application: four for 参保 and 续保, the last two for 保全. */
export function EnrolmentFrame({ view, step, saving, children, ...rest }: EnrolmentFrameProps) {
  const words = wordsOf(view);
  return (
    <TaskFrame
      backTo={words.list.path}
      backLabel={words.list.label}
      title={view?.unit.name ?? '新建参保申请'}
      number={view?.number}
      steps={words.steps.map((name) => ({
        label: words.stepLabels[name],
        to: view ? stepPath(view.number, name) : null,
      }))}
      at={words.steps.indexOf(step) + 1}
      after="提交后：确认缴费信息 → 等待核对 → 待生效"
      saved={<SavedMark saving={saving ?? (view ? { kind: 'saved', at: view.savedAt } : { kind: 'none' })} />}
      tools={
        <>
          <Link
            to="/guide"
            search={{ chapter: words.guide.chapter }}
            hash={words.guide.places[step]}
            target="_blank"
            className="task-hotline"
            aria-label={`操作指引：${words.stepLabels[step]}`}
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
