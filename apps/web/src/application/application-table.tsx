import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { formatFen } from '@huzhu/domain/money/money';
import '../ui/data-table.css';
import { ApplicationAction } from './application-action.tsx';
import type { ApplicationItemsProps } from './application-items.ts';
import { ApplicationProgress } from './application-progress.tsx';
import { DeleteDraft } from './delete-draft.tsx';
import type { ListColumn } from './list-columns.ts';

interface Props extends ApplicationItemsProps {
  columns: readonly ListColumn[];
}

export function ApplicationTable({ caption, items, columns, onDeleted }: Props) {
  const has = (column: ListColumn) => columns.includes(column);
  return (
    <div className="card">
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">参保单位</th>
            {has('headcount') && (
              <th scope="col" className="number">
                人数
              </th>
            )}
            {has('premium') && (
              <th scope="col" className="number">
                金额（元）
              </th>
            )}
            {has('term') && <th scope="col">保障期间</th>}
            {has('created') && <th scope="col">录入日期</th>}
            {has('submitted') && <th scope="col">提交日期</th>}
            <th scope="col">状态与进度</th>
            <th scope="col" className="number">
              操作
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.number}>
              <td>
                <b id={`unit-${item.number}`}>{item.unitName}</b>
                {has('number') && (
                  <p className="small muted application-under">
                    <span>{item.number}</span>
                    {item.kind === 'renewal' && <span>{`续保，上期 ${item.parentNumber}`}</span>}
                    {item.kind === 'supplement' && <span>{`原保单 ${item.parentNumber}`}</span>}
                    <span>{item.planNames.join('、') || '还没有选择计划'}</span>
                  </p>
                )}
              </td>
              {has('headcount') && (
                <td className="number">{item.headcount > 0 ? item.headcount.toLocaleString('en-US') : '—'}</td>
              )}
              {has('premium') && (
                <td className="number">{item.premiumFen === null ? '—' : formatFen(item.premiumFen)}</td>
              )}
              {has('term') && (
                <td className="list-day">{item.start && item.end ? `${item.start} 至 ${item.end}` : '—'}</td>
              )}
              {has('created') && <td className="list-day">{shanghaiDate(new Date(item.createdAt))}</td>}
              {has('submitted') && (
                <td className="list-day">{item.submittedAt ? shanghaiDate(new Date(item.submittedAt)) : '—'}</td>
              )}
              <td>
                <ApplicationProgress item={item} />
              </td>
              <td className="number">
                <span className="application-actions">
                  {item.yours && item.state === 'draft' && (
                    <DeleteDraft number={item.number} unitName={item.unitName} onDeleted={onDeleted} />
                  )}
                  <ApplicationAction item={item} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
