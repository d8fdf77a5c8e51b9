import type { DeskOverview } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';

const ICONS = { good: CircleCheck, warning: TriangleAlert, error: CircleX } as const;

/** Read out when it changes: whoever watches with their ears hears it too. */
export function DiagnosisLine({ diagnosis }: { diagnosis: DeskOverview['diagnosis'] }) {
  const Icon = ICONS[diagnosis.tone];
  return (
    <p className={`desk-diagnosis desk-${diagnosis.tone}`} role="status">
      <Icon aria-hidden="true" />
      <span>
        <b>{diagnosis.lead}</b>
        {diagnosis.rest}
      </span>
    </p>
  );
}
