import type { LucideIcon } from 'lucide-react';
import './state-tag.css';

export type TagTone = 'draft' | 'review' | 'pay' | 'verify' | 'await' | 'force' | 'returned' | 'over';
/** solid = yours, tint = somebody else's, outline = nobody's, dashed = not begun. */
export type TagForm = 'solid' | 'tint' | 'outline' | 'dashed';

/** Icon + word + form: colour is never the only sign. */
export function StateTag(props: { tone: TagTone; form: TagForm; icon: LucideIcon; children: string }) {
  const Icon = props.icon;
  return (
    <span className={`state-tag tag-${props.tone} tag-${props.form}`}>
      <Icon aria-hidden="true" />
      {props.children}
    </span>
  );
}
