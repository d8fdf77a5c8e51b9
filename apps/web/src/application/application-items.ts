import type { DeletedDraft } from './deleted-draft.tsx';
import type { ListItem } from './progress.ts';

/** What the list hands to its table or its cards. */
export interface ApplicationItemsProps {
  /** What the list is called. */
  caption: string;
  items: readonly ListItem[];
  onDeleted: (draft: DeletedDraft) => void;
}
