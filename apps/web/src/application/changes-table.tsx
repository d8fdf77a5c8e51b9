import type { RosterChanges } from '@huzhu/domain/review/review.schema';
import { Layers, UserMinus, UserPlus } from 'lucide-react';
import '../ui/data-table.css';
import './changes-table.css';

const KINDS = {
  joined: { label: '新增', icon: UserPlus },
  left: { label: '减少', icon: UserMinus },
  changed: { label: '份数变化', icon: Layers },
} as const;

/** Who joined, left or changed their 份 from one list to another: sign, word and tint tell them apart. */
export function ChangesTable({ caption, items }: { caption: string; items: RosterChanges['items'] }) {
  return (
    <table className="data-table data-table-fold">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">变化</th>
          <th scope="col" className="number">
            行号
          </th>
          <th scope="col">姓名</th>
          <th scope="col">证件号码</th>
          <th scope="col">原来</th>
          <th scope="col">现在</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const { label, icon: Icon } = KINDS[item.kind];
          return (
            <tr key={`${item.kind} ${item.rowNumber} ${item.idMasked} ${item.name}`} className={`change-${item.kind}`}>
              <td data-name="变化">
                <span className="change-kind">
                  <Icon aria-hidden="true" />
                  {label}
                </span>
              </td>
              <td data-name="行号" className="number">
                {item.rowNumber ?? '—'}
              </td>
              <td data-name="姓名">{item.name}</td>
              <td data-name="证件号码" className="insured-number">
                {item.idMasked}
              </td>
              <td data-name="原来">{item.before || '—'}</td>
              <td data-name="现在">{item.after || '—'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
