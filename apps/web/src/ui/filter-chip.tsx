import { X } from 'lucide-react';

/** A filter that no field shows, with the way out of it. */
export function FilterChip({ label, onClear }: { label: string; onClear: () => void }) {
  return (
    <span className="list-chip">
      {label}
      <button type="button" className="plain-button" aria-label="不再只看这一种" onClick={onClear}>
        <X aria-hidden="true" />
      </button>
    </span>
  );
}
