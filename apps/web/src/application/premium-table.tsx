import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import { formatFen } from '@huzhu/domain/money/money';
import '../ui/data-table.css';
import './summary-card.css';

type Group = ApplicationSummary['lines'][number]['groups'][number];
type Line = Omit<ApplicationSummary['lines'][number], 'proRata' | 'groups'> & {
  proRata?: ApplicationSummary['lines'][number]['proRata'] | undefined;
  groups?: ApplicationSummary['lines'][number]['groups'] | undefined;
};

/** One line per plan: persons, 份, fee and amount; of a supplement with what one person pays, and why. */
export function PremiumTable({
  caption,
  amountName,
  lines,
}: {
  caption: string;
  amountName: string;
  lines: readonly Line[];
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
              <td data-name="保障计划">
                {line.name}
                {line.proRata &&
                  line.groups?.map((group) => (
                    <p key={group.shares} className="small muted">
                      {reasonOf(line, group)}
                    </p>
                  ))}
              </td>
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

/** `2 份的 5 人，每人 160.00 × 275／365 天 = 120.55 元` */
function reasonOf({ feePerShareFen, proRata }: Line, { shares, persons, eachFen }: Group): string {
  const full = formatFen(feePerShareFen * shares);
  const part = `${proRata?.part}／${proRata?.whole} ${proRata?.unit === 'month' ? '个月' : '天'}`;
  return `${shares} 份的 ${persons.toLocaleString('en-US')} 人，每人 ${full} × ${part} = ${formatFen(eachFen)} 元`;
}
