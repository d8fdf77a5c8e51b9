import { CircleCheck, CircleX } from 'lucide-react';

/** What still keeps the file from being imported, in a sentence. */
export function MappingState({ wrong }: { wrong: string | null }) {
  return (
    <p className={wrong ? 'mapping-state mapping-wrong' : 'mapping-state mapping-good'} role="status">
      {wrong ? <CircleX aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
      {wrong ?? '必需的列都对应好了，可以导入。'}
    </p>
  );
}
