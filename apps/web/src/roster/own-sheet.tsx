import type { MappingSample, SampleRow } from '@huzhu/domain/roster/column-mapping.schema';
import { Field } from '../ui/field.tsx';
import './add-row-dialog.css';
import { columnLetters, type Mapping } from './use-mapping.ts';

const ROWS_SHOWN = 10;
/** A header stands near the top; a later row is offered only where it was chosen before. */
const HEADER_ROWS = 15;
const WORDS_SHOWN = 3;

interface OwnSheetProps {
  sample: MappingSample;
  said: Mapping;
}

/** The first rows as they stand in the file, which sheet it is and which row its header. */
export function OwnSheet({ sample, said }: OwnSheetProps) {
  const { sheet, headerRow } = said.mapping;
  const heads = said.rows.filter((row, index) => index < HEADER_ROWS || row.rowNumber === headerRow);
  return (
    <section className="card mapping-card" aria-labelledby="own-sheet-title">
      <h2 id="own-sheet-title">您的表格</h2>
      <div className="mapping-where">
        {sample.sheets.length > 1 && (
          <Field id="mapping-sheet" label="名单在哪一张工作表">
            <select
              id="mapping-sheet"
              className="add-row-select"
              value={sheet}
              onChange={(event) => said.chooseSheet(Number(event.target.value))}
            >
              {sample.sheets.map(({ name }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is known by its place
                <option key={index} value={index + 1}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field id="mapping-header" label="表头在哪一行">
          <select
            id="mapping-header"
            className="add-row-select"
            value={headerRow}
            onChange={(event) => said.chooseHeaderRow(Number(event.target.value))}
          >
            <option value={0}>没有表头，第一行就是参保人</option>
            {heads.map((row) => (
              <option key={row.rowNumber} value={row.rowNumber}>
                {`第 ${row.rowNumber} 行：${wordsOf(row)}`}
              </option>
            ))}
          </select>
        </Field>
      </div>
      {said.rows.length === 0 ? (
        <p className="muted">这张工作表是空的，请选另一张。</p>
      ) : (
        <SheetRows rows={said.rows.slice(0, ROWS_SHOWN)} said={said} />
      )}
      <p className="small muted">证件号码、手机号码已遮去中间几位。</p>
    </section>
  );
}

function SheetRows({ rows, said }: { rows: readonly SampleRow[]; said: Mapping }) {
  const { headerRow } = said.mapping;
  const numbers = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort((a, b) => a - b);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className="own-sheet" tabIndex={0} aria-label="表格的前几行">
      <table>
        <thead>
          <tr>
            <th scope="col">行号</th>
            {numbers.map((column) => (
              <th key={column} scope="col">
                {columnLetters(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.rowNumber} className={rowClass(row.rowNumber, headerRow)}>
              <th scope="row">
                {row.rowNumber}
                {row.rowNumber === headerRow && <b>表头</b>}
              </th>
              {numbers.map((column) => (
                <td key={column} data-letters={columnLetters(column)}>
                  {row.cells.find((cell) => cell.column === column)?.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function rowClass(rowNumber: number, headerRow: number): string | undefined {
  if (rowNumber === headerRow) return 'own-sheet-header';
  return rowNumber < headerRow ? 'own-sheet-above' : undefined;
}

function wordsOf({ cells }: SampleRow): string {
  const words = cells.slice(0, WORDS_SHOWN).map(({ text }) => text);
  return words.join('、') + (cells.length > WORDS_SHOWN ? '…' : '');
}
