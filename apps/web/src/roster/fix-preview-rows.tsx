import type { FixPreview } from '@huzhu/domain/roster/grouped-fix.schema';
import type { UseQueryResult } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { ChangedText } from './changed-text.tsx';
import { PersonCells } from './person-cells.tsx';
import { PersonHeads } from './person-heads.tsx';

interface FixPreviewRowsProps {
  preview: Pick<UseQueryResult<FixPreview, unknown>, 'data' | 'error' | 'refetch'>;
  /** Whether there is anything to show the effect of. */
  chosen: boolean;
}

/** How many rows change, how many are good afterwards, and the first of them before → after. */
export function FixPreviewRows({ preview, chosen }: FixPreviewRowsProps) {
  const { data } = preview;
  const failed = preview.error !== null;
  return (
    <section className="fix-preview" aria-label="改前改后">
      {!chosen && <p className="muted">选好以后，在这里看改前改后。</p>}
      {chosen && !data && !failed && <Skeleton label="正在试算" lines={5} />}
      {failed && <Trouble sentence={refusalOf(preview.error).sentence} onRetry={() => void preview.refetch()} />}
      {chosen && data && (
        <>
          <p className="fix-sum" role="status">
            {sumOf(data)}
          </p>
          {data.first.length > 0 && (
            <table className="fix-rows">
              <thead>
                <tr>
                  <PersonHeads />
                  <th scope="col">改前 → 改后</th>
                  <th scope="col">结果</th>
                </tr>
              </thead>
              <tbody>
                {data.first.map((row) => (
                  <PreviewRow key={row.rowNumber} row={row} />
                ))}
              </tbody>
            </table>
          )}
          {data.rows > data.first.length && (
            <p className="small muted">{`还有 ${count(data.rows - data.first.length)} 行，同样修改。`}</p>
          )}
        </>
      )}
    </section>
  );
}

function PreviewRow({ row }: { row: FixPreview['first'][number] }) {
  return (
    <tr>
      <PersonCells person={row} />
      <td className="fix-change">
        <ChangedText before={row.before} after={row.after} />
      </td>
      <td className={row.stillWrong ? 'fix-state fix-wrong' : 'fix-state fix-good'}>
        {row.stillWrong ? <CircleX aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
        {row.stillWrong ? '还有错误' : '没有错误'}
      </td>
    </tr>
  );
}

const count = (rows: number) => rows.toLocaleString('en-US');

function sumOf({ rows, without, stillWrong }: FixPreview): string {
  if (rows === 0) return '这些行没有可以确定的值，请选别的改法，或逐行修改。';
  const after = stillWrong === 0 ? '改后都没有错误' : `改后还有 ${count(stillWrong)} 行有别的错误`;
  const rest = without > 0 ? `另有 ${count(without)} 行没有可以确定的值，保持不变。` : '';
  return `将修改 ${count(rows)} 行，${after}。${rest}`;
}
