import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './notice-box.css';

const ICONS = { error: CircleX, warning: TriangleAlert, success: CircleCheck, info: Info } as const;

/** A sentence in the page. Errors are read out at once, the rest when the reader is free. */
export function NoticeBox({
  tone,
  children,
  action,
}: {
  tone: keyof typeof ICONS;
  children: ReactNode;
  action?: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div className={`notice-box notice-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon aria-hidden="true" />
      <div className="notice-text">{children}</div>
      {action}
    </div>
  );
}
