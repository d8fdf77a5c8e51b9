import { idSegments } from './id-segments.ts';

/** The number being typed, cut into 地区 出生 顺序 校验. @param wrongCheck the last check said the check digit does not fit */
export function IdParts({ typed, wrongCheck }: { typed: string; wrongCheck: boolean }) {
  return (
    <dl className="id-parts">
      {idSegments(typed).map((segment) => (
        <div key={segment.name} className={segment.name === '校验' && wrongCheck ? 'id-part-wrong' : undefined}>
          <dt>{segment.name}</dt>
          <dd>{segment.text || '—'}</dd>
        </div>
      ))}
    </dl>
  );
}
