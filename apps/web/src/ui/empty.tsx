import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import './empty.css';

/** What was looked for, and one way out. */
export function Empty({ title, detail, action }: { title: string; detail?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty-icon">
        <SearchX aria-hidden="true" />
      </span>
      <p className="empty-title">{title}</p>
      {detail && <p className="small muted">{detail}</p>}
      {action && <div className="empty-action">{action}</div>}
    </div>
  );
}
