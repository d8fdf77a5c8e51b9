import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { useQuery } from '@tanstack/react-query';
import { Check, CircleX, TriangleAlert } from 'lucide-react';
import { trpc } from '../app/trpc.ts';
import '../ui/data-table.css';
import { HeadWords } from '../ui/head-words.tsx';
import { cellText, errorsOf, fieldLabel, rosterColumns } from './roster-columns.ts';

const FIRST = 20;
/** A second after the upload they are there: whoever looks for a shifted column does not wait for a slow look. */
const LOOK_MS = 250;

/** The first 20 rows reveal a shifted column while the rest is still being checked. */
export function FirstRows({ view }: { view: ApplicationView }) {
  const rows = useQuery({
    ...trpc.roster.rows.queryOptions({ number: view.number, show: 'all', limit: FIRST, withTotal: false }),
    gcTime: 0,
    refetchInterval: ({ state }) => ((state.data?.rows.length ?? 0) < FIRST ? LOOK_MS : false),
  });
  const columns = rosterColumns(view.plans);
  const list = rows.data?.rows ?? [];
  if (list.length === 0) return null;
  return (
    <section className="first-rows" aria-labelledby="first-rows-title">
      <div className="first-rows-head">
        <h2 id="first-rows-title">{`前 ${list.length} 行已经检查完`}</h2>
        <p className="small muted">先看看列对不对；若整列错位，改好文件后再导入一次即可。</p>
      </div>
      <div className="card first-rows-scroll">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                行号
              </th>
              {columns.map((column) => (
                <th key={column.field} scope="col" className={column.number ? 'number' : undefined}>
                  <HeadWords label={column.label} />
                </th>
              ))}
              <th scope="col">检查结果</th>
            </tr>
          </thead>
          <tbody>
            {list.map((row) => (
              <tr key={row.rowNumber} className={`first-row-${verdict(row)}`}>
                <td className="number hint">{row.rowNumber}</td>
                {columns.map((column) => (
                  <td key={column.field} className={column.number ? 'number' : undefined}>
                    {cellText(row, column.field) || '—'}
                  </td>
                ))}
                <td>
                  <Result row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function verdict(row: RosterRowView): 'error' | 'warning' | 'clean' {
  if (errorsOf(row).length > 0) return 'error';
  return row.issues.length > 0 ? 'warning' : 'clean';
}

function Result({ row }: { row: RosterRowView }) {
  const issue = errorsOf(row)[0] ?? row.issues[0];
  if (!issue) {
    return (
      <span className="first-row-result">
        <Check aria-hidden="true" />
        没有问题
      </span>
    );
  }
  const Icon = issue.severity === 'error' ? CircleX : TriangleAlert;
  const label = fieldLabel(issue.field);
  return (
    <span className="first-row-result">
      <Icon aria-hidden="true" />
      {label ? `${label} · ${issue.sentence}` : issue.sentence}
    </span>
  );
}
