import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import { formatFen } from '@huzhu/domain/money/money';
import '../ui/data-table.css';
import './summary-card.css';

/** One line per plan: persons, 份, fee and amount. */
export function PremiumTable({
  caption,
  amountName,
  lines,
}: {
  caption: string;
  amountName: string;
  lines: ApplicationSummary['lines'];
}) {
  return (
    <div className="summary-scroll">
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">保障计划</th>
            <th scope="col" className="number">
              人数
            </th>
            <th scope="col" className="number">
              份数
            </th>
            <th scope="col" className="number">
              每份（元）
            </th>
            <th scope="col" className="number">
              {amountName}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.code}>
              <td data-name="保障计划">{line.name}</td>
              <td data-name="人数" className="number">
                {line.headcount.toLocaleString('en-US')}
              </td>
              <td data-name="份数" className="number">
                {line.shares.toLocaleString('en-US')}
              </td>
              <td data-name="每份（元）" className="number">
                {formatFen(line.feePerShareFen)}
              </td>
              <td data-name={amountName} className="number">
                {formatFen(line.amountFen)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
