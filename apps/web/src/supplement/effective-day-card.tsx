import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { Link } from '@tanstack/react-router';
import { CalendarClock } from 'lucide-react';
import { EffectiveDay } from './effective-day.tsx';
import './supplement.css';

/** When the supplement begins, and what it is added to. */
export function EffectiveDayCard({ view }: { view: ApplicationView }) {
  const { parent } = view;
  if (!parent) return null;
  return (
    <section className="card supplement-card" aria-labelledby="supplement-title">
      <div className="contact-head">
        <CalendarClock aria-hidden="true" />
        <div>
          <h2 id="supplement-title">原保单</h2>
          <p className="small muted">
            <Link to="/policies/$policyNumber" className="inline-link" params={{ policyNumber: parent.policyNumber }}>
              {parent.policyNumber}
            </Link>
            {`　${view.plans.map((plan) => `${plan.shortName} ${plan.shares} 份`).join('、')}　保障 ${parent.start} 至 ${parent.end}（含当日）`}
          </p>
        </div>
      </div>
      <EffectiveDay view={view} />
    </section>
  );
}
