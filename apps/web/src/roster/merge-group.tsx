import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { MergedRow, MergePreview } from '@huzhu/domain/roster/annotated-roster.schema';
import type { ReactNode } from 'react';
import { ChangedText } from './changed-text.tsx';
import { MergeScroll } from './merge-scroll.tsx';
import { PersonCells } from './person-cells.tsx';
import { PersonHeads } from './person-heads.tsx';
import { fieldLabel, rosterColumns } from './roster-columns.ts';

interface MergeGroupProps {
  title: string;
  about?: string | undefined;
  group: MergePreview['changed'] | MergePreview['missing'];
  /** For the words of the columns, where cells change. */
  view?: ApplicationView;
  /** Whose row numbers these are, when not the list's. */
  numbered?: string;
  children?: ReactNode;
}

/** One kind of difference: how many rows, and the first of them. Nothing where there is none. */
export function MergeGroup({ title, about, group, view, numbered, children }: MergeGroupProps) {
  if (group.rows === 0) return null;
  const rest = group.rows - group.first.length;
  return (
    <section className="merge-group" aria-label={title}>
      <h3>
        {title}
        <span className="muted">{`${group.rows.toLocaleString('en-US')} 行`}</span>
      </h3>
      {about && <p className="small muted">{about}</p>}
      {children}
      <MergeScroll>
        <table className="fix-rows">
          <thead>
            <tr>
              <PersonHeads numbered={numbered} />
              {view && <th scope="col">改前 → 改后</th>}
            </tr>
          </thead>
          <tbody>
            {group.first.map((row) => (
              <tr key={row.rowNumber}>
                <PersonCells person={row} />
                {view && (
                  <td className="fix-change">
                    <MergeChanges view={view} changes={'changes' in row ? row.changes : []} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </MergeScroll>
      {rest > 0 && <p className="small muted">{`还有 ${rest.toLocaleString('en-US')} 行没有列出。`}</p>}
    </section>
  );
}

/** 手机号码 138****0000 → 空白 */
export function MergeChanges({ view, changes }: { view: ApplicationView; changes: MergedRow['changes'] }) {
  const columns = rosterColumns(view.plans);
  return changes.map(({ field, before, after }) => (
    <div key={field}>
      <span className="merge-field">
        {columns.find((column) => column.field === field)?.label ?? fieldLabel(field) ?? ''}
      </span>
      <ChangedText before={before} after={after} />
    </div>
  ));
}
