import { formatYuan } from '@huzhu/domain/money/money';
import { ApplicationAction } from './application-action.tsx';
import type { ApplicationItemsProps } from './application-items.ts';
import { ApplicationProgress } from './application-progress.tsx';
import { DeleteDraft } from './delete-draft.tsx';

/** The list where a table would not fit: one thing a line, nothing hidden. */
export function ApplicationCards({ caption, items, onDeleted }: ApplicationItemsProps) {
  return (
    <ul className="application-cards" aria-label={caption}>
      {items.map((item) => (
        <li key={item.number} className="card">
          <h2 id={`unit-${item.number}`}>{item.unitName}</h2>
          <p className="muted">
            {item.headcount > 0 ? `${item.headcount.toLocaleString('en-US')} 人` : '还没有名单'}
            {item.premiumFen !== null && <span className="application-amount">{formatYuan(item.premiumFen)}</span>}
          </p>
          <p className="small hint">
            {item.number}　{item.kind === 'renewal' && `续保，上期 ${item.parentNumber}　`}
            {item.kind === 'supplement' && `原保单 ${item.parentNumber}　`}
            {item.planNames.join('、') || '还没有选择计划'}
          </p>
          <ApplicationProgress item={item} />
          <div className="application-actions">
            {item.yours && item.state === 'draft' && (
              <DeleteDraft number={item.number} unitName={item.unitName} onDeleted={onDeleted} />
            )}
            <ApplicationAction item={item} />
          </div>
        </li>
      ))}
    </ul>
  );
}
