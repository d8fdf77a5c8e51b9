import { Pips } from '../ui/pips.tsx';
import { ApplicationTag, STATE_LOOKS } from './application-tag.tsx';
import { type ListItem, progressSentence, STAGES, stageOf } from './progress.ts';
import './application-progress.css';

/** Tag, five pips, one sentence: whether it is my turn, and where it lies otherwise. */
export function ApplicationProgress({ item }: { item: ListItem }) {
  const stage = stageOf(item.state);
  const urgent = item.yours && STATE_LOOKS[item.state].tone === 'pay';
  return (
    <div className="application-progress">
      <div className="application-progress-line">
        <ApplicationTag state={item.state} yours={item.yours} />
        {stage !== null && <Pips at={stage} of={STAGES} />}
      </div>
      <p className={urgent ? 'application-progress-urgent' : undefined}>{progressSentence(item, new Date())}</p>
    </div>
  );
}
