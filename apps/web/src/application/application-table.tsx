import { formatFen } from '@huzhu/domain/money/money';
import '../ui/data-table.css';
import { ApplicationAction } from './application-action.tsx';
import type { ApplicationItemsProps } from './application-items.ts';
import { ApplicationProgress } from './application-progress.tsx';
import { DeleteDraft } from './delete-draft.tsx';

export function ApplicationTable({ items, onDeleted }: ApplicationItemsProps) {
  return (
    <div className="card">
      <table className="data-table">
        <caption className="visually-hidden">参保申请列表</caption>
        <thead>
          <tr>
            <th scope="col">参保单位</th>
            <th scope="col" className="number">
              人数
            </th>
            <th scope="col" className="number">
              金额（元）
            </th>
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
                <p className="small muted application-under">
                  <span>{item.number}</span>
                  <span>{item.planNames.join('、') || '还没有选择计划'}</span>
                </p>
              </td>
              <td className="number">{item.headcount > 0 ? item.headcount.toLocaleString('en-US') : '—'}</td>
              <td className="number">{item.premiumFen === null ? '—' : formatFen(item.premiumFen)}</td>
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
