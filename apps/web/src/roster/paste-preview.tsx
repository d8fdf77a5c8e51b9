import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { PastePreview as Preview } from '@huzhu/domain/roster/paste.schema';
import { ROSTER_FIELD_LABELS, type RosterField } from '@huzhu/domain/roster/roster-field';
import { ArrowRight, CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { fieldLabel, rosterColumns } from './roster-columns.ts';
import type { PastePreviewing } from './use-paste-preview.ts';

interface PastePreviewProps {
  plans: ApplicationView['plans'];
  preview: PastePreviewing;
  data: Preview;
}

type Line = Preview['lines'][number];

/** How many rows are taken over, and row by row what they become; for new persons each column can be given another meaning. */
export function PastePreview({ plans, preview, data }: PastePreviewProps) {
  const { isOver } = preview;
  const fields = fieldsOf(plans);
  const labelOf = (field: RosterField) => fields.find((one) => one.field === field)?.label ?? fieldLabel(field) ?? '';
  const columns = data.columns.map((field, at) => ({ at, field, key: `${at} ${field}` }));
  const rest = data.rows + data.refused - data.lines.length;
  return (
    <section className="paste-preview" aria-label="粘贴以后" aria-busy={!preview.isCurrent}>
      <div role="status">
        <ul className="paste-sums">
          <Sum tone="good" label="没有错误" rows={data.rows - data.wrong} />
          <Sum tone="wrong" label="有错误" rows={data.wrong} />
          {data.refused > 0 && <Sum tone="wrong" label="不能导入" rows={data.refused} />}
        </ul>
        <p>{sentencesOf(data, isOver)}</p>
      </div>
      {data.lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard has to reach what it hides
        <section className="paste-scroll" aria-label="逐行查看" tabIndex={0}>
          <table className="paste-table">
            <thead>
              <tr>
                <th scope="col">行号</th>
                {isOver && <th scope="col">姓名</th>}
                {columns.map(({ at, field, key }) => (
                  <th key={key} scope="col">
                    {isOver ? (
                      field && labelOf(field)
                    ) : (
                      <ColumnChoice at={at} field={field} fields={fields} preview={preview} header={data.header} />
                    )}
                  </th>
                ))}
                <th scope="col">结果</th>
              </tr>
            </thead>
            {data.lines.map((line) => (
              <tbody key={line.line}>
                <tr>
                  <td className="number">{line.rowNumber}</td>
                  {isOver && <th scope="row">{line.name || <span className="muted">没有姓名</span>}</th>}
                  {columns.map(({ field, key }) => (
                    <td key={key} data-name={field ? labelOf(field) : ''}>
                      <PastedCell line={line} field={field} />
                    </td>
                  ))}
                  <td className={line.outcome === 'ready' ? 'paste-state paste-good' : 'paste-state paste-wrong'}>
                    {line.outcome === 'ready' ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
                    {{ ready: '没有错误', wrong: '有错误', refused: '不能导入', same: '没有变化' }[line.outcome]}
                  </td>
                </tr>
                {line.issues.length > 0 && (
                  <tr className="paste-issues">
                    <td colSpan={columns.length + (isOver ? 3 : 2)}>
                      <Issues line={line} />
                    </td>
                  </tr>
                )}
              </tbody>
            ))}
          </table>
        </section>
      )}
      {rest > 0 && <p className="small muted">{`还有 ${rest.toLocaleString('en-US')} 行没有错误，没有列出。`}</p>}
    </section>
  );
}

function Sum({ tone, label, rows }: { tone: 'good' | 'wrong'; label: string; rows: number }) {
  const Icon = tone === 'good' ? CircleCheck : CircleX;
  return (
    <li className={rows > 0 ? `paste-${tone}` : 'muted'}>
      <Icon aria-hidden="true" />
      {label} <b>{rows.toLocaleString('en-US')}</b> 行
    </li>
  );
}

interface ColumnChoiceProps {
  at: number;
  field: RosterField | null;
  fields: readonly { field: RosterField; label: string }[];
  preview: PastePreviewing;
  header: boolean;
}

function ColumnChoice({ at, field, fields, preview, header }: ColumnChoiceProps) {
  const sample = preview.cells.slice(0, 5).find((row) => row[at]?.trim())?.[at];
  return (
    <label className="paste-column">
      <span>{header ? `原表头：${sample ?? '空白'}` : `第 ${at + 1} 列`}</span>
      <select
        value={field ?? ''}
        onChange={(event) => preview.choose(at, (event.target.value || null) as RosterField | null)}
      >
        <option value="">不导入</option>
        {fields.map((one) => (
          <option key={one.field} value={one.field}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function PastedCell({ line, field }: { line: Line; field: RosterField | null }) {
  const cell = line.cells.find((one) => one.field === field);
  if (!cell) return <span className="muted">—</span>;
  return (
    <span className={cell.worst ? `paste-cell-wrong paste-${cell.worst}` : undefined}>
      {cell.before !== null && (
        <>
          {cell.before === '' ? <span className="muted">空白</span> : <del>{cell.before}</del>}
          <ArrowRight role="img" aria-label="改为" />
        </>
      )}
      {cell.before === null ? cell.after : <ins>{cell.after}</ins>}
    </span>
  );
}

function Issues({ line }: { line: Line }) {
  return (
    <ul>
      {line.issues.map((issue) => (
        <li key={`${issue.field} ${issue.sentence}`} className={`paste-${issue.severity}`}>
          {issue.severity === 'error' ? <CircleX aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
          {[fieldLabel(issue.field), issue.sentence].filter(Boolean).join(' · ')}
        </li>
      ))}
    </ul>
  );
}

/** The columns a person may be given by hand, in the list's order. */
function fieldsOf(plans: ApplicationView['plans']): { field: RosterField; label: string }[] {
  const more = (['hireDate', 'note'] as const).map((field) => ({ field, label: ROSTER_FIELD_LABELS[field] }));
  return [...rosterColumns(plans).map(({ field, label }) => ({ field, label })), ...more];
}

function sentencesOf(data: Preview, isOver: boolean): string {
  const rows = (count: number) => `${count.toLocaleString('en-US')} 行`;
  const later = isOver ? '' : '，加入后可以在名单里改';
  const parts = [
    data.rows === 0
      ? `没有可以${isOver ? '改' : '加入'}的行。`
      : `将${isOver ? '修改' : '新增'} ${rows(data.rows)}${data.wrong > 0 ? `，其中 ${rows(data.wrong)}有错误${later}` : ''}。`,
    data.refused > 0 &&
      `${rows(data.refused)}的证件号码在 Excel 里已经丢了末几位，找不回来：请把那一列设成文本格式，重新填好再粘贴。`,
    data.same > 0 && `${rows(data.same)}没有变化。`,
    data.beyond > 0 && `多出 ${rows(data.beyond)}，下面没有参保人了，不会导入。`,
    data.assumesResidentId && '没有“证件类型”一列，都按居民身份证检查。',
    data.rows > 0 && '社保台账和其他单位的参保情况在保存时核对。',
  ];
  return parts.filter(Boolean).join('');
}
