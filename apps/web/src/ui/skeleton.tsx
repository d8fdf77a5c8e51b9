import './skeleton.css';

/** Grey lines where content is about to stand; it says what is being fetched. */
export function Skeleton({ label, lines = 4 }: { label: string; lines?: number }) {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key) => (
        <i key={key} />
      ))}
    </div>
  );
}
