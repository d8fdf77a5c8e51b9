import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { BookOpenText, Circle, CircleCheck } from 'lucide-react';
import { dayAndTime } from '../app/times.ts';
import type { Reading } from './use-reading.ts';

interface NoticeListProps {
  plans: readonly PlanVersion[];
  accepted: ApplicationView['noticesAccepted'];
  current: PlanVersion;
  reading: Reading;
  onChoose: (code: PlanVersion['code']) => void;
}

/** Each plan keeps its own time of reading; beneath, the sections of the text at hand. */
export function NoticeList({ plans, accepted, current, reading, onChoose }: NoticeListProps) {
  return (
    <div className="notice-side">
      <ul className="notice-plans">
        {plans.map((plan) => {
          const read = accepted.find((acceptance) => acceptance.code === plan.code);
          const now = plan === current;
          const Icon = read ? CircleCheck : now ? BookOpenText : Circle;
          const state = read
            ? `已阅读，${dayAndTime(read.acceptedAt)}`
            : now
              ? `正在阅读，${reading.percent}%`
              : '还没有阅读';
          return (
            <li key={plan.code}>
              <button
                type="button"
                className={`notice-plan card${now ? ' notice-plan-now' : ''}${read ? ' notice-plan-read' : ''}`}
                aria-current={now ? 'true' : undefined}
                onClick={() => onChoose(plan.code)}
              >
                <Icon aria-hidden="true" />
                <span>
                  <span className="notice-plan-name">{plan.name}</span>
                  <span className="small muted">{plan.version ? `${plan.version}，${state}` : state}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <nav aria-label="告知书目录">
        <ol className="notice-contents">
          {current.notice.sections.map((section, index) => (
            <li key={section.heading}>
              <a
                href={`#notice-section-${index}`}
                aria-current={index === reading.section ? 'true' : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(`notice-section-${index}`)?.scrollIntoView({ block: 'start' });
                }}
              >
                {section.heading}
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </div>
  );
}
