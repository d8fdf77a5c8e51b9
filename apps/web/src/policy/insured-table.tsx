import { COVER_CATEGORIES, COVER_STATES, type CoverLine } from '@huzhu/domain/policy/policy.schema';
import type { ReactNode } from 'react';
import '../ui/data-table.css';
import './policy.css';

interface Props<Line extends CoverLine> {
  caption: string;
  lines: readonly Line[];
  /** What stands beneath the name, e.g. the unit and the policy. */
  beneath?: (line: Line) => ReactNode;
  /** What may be done with a line, in a column of its own. */
  acts?: ((line: Line) => ReactNode) | undefined;
}

/** Cover, one line for each person and plan. */
export function InsuredTable<Line extends CoverLine>({ caption, lines, beneath, acts }: Props<Line>) {
  return (
    <table className="data-table data-table-fold insured-table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">姓名</th>
          <th scope="col">证件号码</th>
          <th scope="col">保障计划</th>
          <th scope="col" className="number">
            份数
          </th>
          <th scope="col">保障期间</th>
          <th scope="col">免责期满</th>
          <th scope="col">状态</th>
          {acts && (
            <th scope="col" className="number">
              操作
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td data-name="姓名">
              <b>{line.name}</b>
              {beneath?.(line)}
            </td>
            <td data-name="证件号码">
              <span className="insured-number">{line.idMasked}</span>
              <p className="small muted">{line.documentType}</p>
            </td>
            <td data-name="保障计划" className="insured-term">
              {line.planName}
            </td>
            <td data-name="份数" className="number">
              {line.shares}
              {line.category !== 'new' && <p className="small muted">{COVER_CATEGORIES[line.category]}</p>}
            </td>
            <td data-name="保障期间" className="insured-term">{`${line.start} 至 ${line.end}`}</td>
            <td data-name="免责期满" className="insured-term">
              {line.waitEnd ?? '无'}
            </td>
            <td data-name="状态" className="insured-term">
              {COVER_STATES[line.state]}
            </td>
            {acts && <td className="number">{acts(line)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
