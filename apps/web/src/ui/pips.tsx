import './pips.css';

/** Small bars for “step 3 of 5”. @param at 1-based; 0 when nothing has begun */
export function Pips({ at, of, label }: { at: number; of: number; label?: string }) {
  return (
    <span className="pips" role="img" aria-label={label ?? `进度：第 ${at} 步，共 ${of} 步`}>
      {Array.from({ length: of }, (_, index) => {
        const step = index + 1;
        return <i key={step} className={step < at ? 'pip-past' : step === at ? 'pip-now' : 'pip-ahead'} />;
      })}
    </span>
  );
}
