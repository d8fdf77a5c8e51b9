import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import './steps.css';

export interface Step {
  readonly label: string;
  /** Null where the step cannot be gone to yet. */
  readonly to: string | null;
}

/** Numbered steps; past ones are links back. @param at 1-based */
export function Steps({ steps, at, after }: { steps: readonly Step[]; at: number; after: string }) {
  return (
    <div className="steps-bar">
      <ol className="steps">
        {steps.map((step, index) => (
          <StepItem key={step.label} step={step} place={index + 1} at={at} />
        ))}
      </ol>
      <p className="steps-after small muted">{after}</p>
    </div>
  );
}

function StepItem({ step, place, at }: { step: Step; place: number; at: number }) {
  const past = place < at;
  const inner = (
    <>
      <span className="step-mark">{past ? <Check aria-hidden="true" /> : place}</span>
      <span>{step.label}</span>
    </>
  );
  const kind = past ? 'step-past' : place === at ? 'step-now' : 'step-ahead';
  return (
    <li className={`step ${kind}`} aria-current={place === at ? 'step' : undefined}>
      {past && step.to ? (
        <Link to={step.to} className="step-link">
          {inner}
        </Link>
      ) : (
        <span className="step-link">{inner}</span>
      )}
    </li>
  );
}
