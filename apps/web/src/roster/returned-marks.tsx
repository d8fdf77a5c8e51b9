import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Undo2 } from 'lucide-react';
import { trpc } from '../app/trpc.ts';
import { placeOf } from '../review/mark-words.ts';
import './returned-marks.css';

/** What the reviewer marked when the application came back: each sentence leads to its very cell. */
export function ReturnedMarks({
  number,
  onGo,
}: {
  number: string;
  onGo: (rowNumber: number, field: RosterField) => void;
}) {
  const marks = useQuery(trpc.review.marks.queryOptions({ number }));
  const last = (marks.data ?? []).reduce(
    (latest, mark) => (mark.returnedAt && mark.returnedAt > latest ? mark.returnedAt : latest),
    '',
  );
  const returned = (marks.data ?? []).filter((mark) => mark.returnedAt === last && last !== '');
  if (returned.length === 0) return null;
  return (
    <section className="card returned-marks" aria-labelledby="returned-marks">
      <h2 id="returned-marks">
        <Undo2 aria-hidden="true" />
        {`互助会要求修改 ${returned.length} 处`}
      </h2>
      <ul>
        {returned.map((mark) => (
          <li key={mark.id}>
            <span>
              <b>{placeOf(mark.rowNumber, mark.field)}</b>
              {`　${mark.sentence}`}
            </span>
            {mark.rowNumber !== null && (
              <button
                type="button"
                className="plain-button"
                aria-label={`去修改${placeOf(mark.rowNumber, mark.field)}`}
                onClick={() =>
                  mark.rowNumber !== null &&
                  onGo(mark.rowNumber, mark.field === null || mark.field === 'row' ? 'name' : mark.field)
                }
              >
                去修改
                <ArrowRight aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
