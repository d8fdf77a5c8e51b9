import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { ROSTER_FIELD_LABELS } from '@huzhu/domain/roster/roster-field';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import type { CSSProperties } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './compare-rows.css';
import { cellText, type RosterColumn, rosterColumns } from './roster-columns.ts';

interface CompareRowsProps {
  view: ApplicationView;
  rowNumbers: readonly number[];
  onClose: () => void;
  onEdit: (row: RosterRowView) => void;
  /** The row that stays, and those that go. */
  onKeep: (row: RosterRowView, others: readonly number[]) => void;
}

/** 比较两行: the rows of one person side by side; what differs is marked; one is kept, or changed. */
export function CompareRows({ view, rowNumbers, onClose, onEdit, onKeep }: CompareRowsProps) {
  const query = useQuery({
    ...trpc.roster.rowsByNumber.queryOptions({ number: view.number, rowNumbers: [...rowNumbers] }),
    staleTime: 0,
    gcTime: 0,
  });
  const rows = (query.data ?? []).filter((row) => !row.deleted);
  const without = (kept: RosterRowView) => rows.filter((row) => row !== kept).map((row) => row.rowNumber);
  const columns: RosterColumn[] = [
    ...rosterColumns(view.plans),
    { field: 'hireDate', label: ROSTER_FIELD_LABELS.hireDate, width: 7 },
    { field: 'note', label: ROSTER_FIELD_LABELS.note, width: 9 },
  ];
  return (
    <Modal
      open
      centered
      title={rowNumbers.length === 2 ? '比较两行' : `比较 ${rowNumbers.length} 行`}
      width="min(46rem, calc(100vw - 2rem))"
      onCancel={onClose}
      footer={<Button onClick={onClose}>关闭</Button>}
    >
      <p className="muted">同一个证件号码在名单里有几行，内容不同。请对照证件，保留对的一行；另外的行删除，可撤销。</p>
      {query.isPending && <Skeleton label="正在取这几行" />}
      {query.error && <Trouble sentence={refusalOf(query.error).sentence} onRetry={() => void query.refetch()} />}
      {rows.length > 0 && (
        <div className="compare-scroll">
          <table className="compare-rows" style={{ '--rows': rows.length } as CSSProperties}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">项目</span>
                </th>
                {rows.map((row) => (
                  <th key={row.rowNumber} scope="col">{`第 ${row.rowNumber} 行`}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <ComparedLine key={column.field} column={column} rows={rows} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td />
                {rows.map((row) => (
                  <td key={row.rowNumber} data-row={`第 ${row.rowNumber} 行`}>
                    <div className="compare-acts">
                      <Button
                        color="primary"
                        variant="outlined"
                        aria-label={`保留这一行，第 ${row.rowNumber} 行`}
                        onClick={() => onKeep(row, without(row))}
                      >
                        保留这一行
                      </Button>
                      <Button aria-label={`修改第 ${row.rowNumber} 行`} onClick={() => onEdit(row)}>
                        修改
                      </Button>
                    </div>
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </Modal>
  );
}

function ComparedLine({ column, rows }: { column: RosterColumn; rows: readonly RosterRowView[] }) {
  const texts = rows.map((row) => cellText(row, column.field));
  const differs = new Set(texts).size > 1;
  return (
    <tr className={differs ? 'compare-differs' : undefined}>
      <th scope="row">
        {column.label}
        {differs && <span className="compare-word">不同</span>}
      </th>
      {rows.map((row, index) => (
        <td key={row.rowNumber} data-row={`第 ${row.rowNumber} 行`}>
          {texts[index] || '—'}
        </td>
      ))}
    </tr>
  );
}
