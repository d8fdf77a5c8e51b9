import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { MergeChoices, MergePreview } from '@huzhu/domain/roster/annotated-roster.schema';
import { Button, Radio } from 'antd';
import { MergeChanges } from './merge-group.tsx';
import { MergeScroll } from './merge-scroll.tsx';
import { PersonCells } from './person-cells.tsx';
import { PersonHeads } from './person-heads.tsx';

type Side = NonNullable<MergeChoices['conflicts']>['side'];

export interface Picks {
  /** Pressed for all. */
  readonly all: Side | null;
  /** Row by row, after that. */
  readonly rows: ReadonlyMap<number, Side>;
}

const SIDES: Readonly<Record<Side, string>> = { workbook: '用批注名单的', browser: '用网页上的' };

interface MergeConflictsProps {
  view: ApplicationView;
  group: MergePreview['conflicts'];
  picks: Picks;
  onPick: (picks: Picks) => void;
}

/** Rows of which both sides changed a cell: for each, or for all, somebody says which one counts. */
export function MergeConflicts({ view, group, picks, onPick }: MergeConflictsProps) {
  if (group.rows === 0) return null;
  const rest = group.rows - group.first.length;
  return (
    <section className="merge-group merge-conflicts" aria-label="两边都改过的">
      <h3>
        两边都改过，改得不同的
        <span className="muted">{`${group.rows.toLocaleString('en-US')} 行`}</span>
      </h3>
      <div className="merge-all">
        <span className="small muted">下载以后，同一格网页上和批注名单里都改了。请选用哪一边：</span>
        {(Object.keys(SIDES) as Side[]).map((side) => (
          <Button
            key={side}
            size="small"
            aria-pressed={picks.all === side && picks.rows.size === 0}
            onClick={() => onPick({ all: side, rows: new Map() })}
          >
            {`全部${SIDES[side]}`}
          </Button>
        ))}
      </div>
      <MergeScroll>
        <table className="fix-rows">
          <thead>
            <tr>
              <PersonHeads />
              <th scope="col">网页上 → 批注名单</th>
              <th scope="col">用哪一边</th>
            </tr>
          </thead>
          <tbody>
            {group.first.map((row) => (
              <tr key={row.rowNumber}>
                <PersonCells person={row} />
                <td className="fix-change">
                  <MergeChanges view={view} changes={row.changes} />
                </td>
                <td className="merge-side">
                  <Radio.Group
                    aria-label={`第 ${row.rowNumber} 行用哪一边`}
                    value={picks.rows.get(row.rowNumber) ?? picks.all}
                    onChange={(event) =>
                      onPick({ ...picks, rows: new Map(picks.rows).set(row.rowNumber, event.target.value as Side) })
                    }
                  >
                    <Radio value="workbook">批注名单</Radio>
                    <Radio value="browser">网页上</Radio>
                  </Radio.Group>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </MergeScroll>
      {rest > 0 && (
        <p className="small muted">{`还有 ${rest.toLocaleString('en-US')} 行没有列出，按“全部”的选择办理。`}</p>
      )}
    </section>
  );
}

/** What was chosen; null while a row is open. */
export function choicesOf({ conflicts }: MergePreview, { all, rows }: Picks): MergeChoices['conflicts'] {
  if (conflicts.rows === 0) return null;
  const everyRow = conflicts.first.every(({ rowNumber }) => rows.has(rowNumber));
  const listed = conflicts.rows === conflicts.first.length;
  if (all === null && !(everyRow && listed)) return null;
  const side = all ?? 'browser';
  return { side, except: [...rows].flatMap(([rowNumber, picked]) => (picked === side ? [] : [rowNumber])) };
}
