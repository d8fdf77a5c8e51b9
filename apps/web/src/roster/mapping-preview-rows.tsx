import { errorSentence } from '@huzhu/domain/error/error-codes';
import type { MappableField, MappingPreview } from '@huzhu/domain/roster/column-mapping.schema';
import { skipToken, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import '../ui/data-table.css';
import type { Mapping } from './use-mapping.ts';

interface MappingPreviewRowsProps {
  number: string;
  importId: string;
  fields: readonly MappableField[];
  said: Mapping;
}

/** The first persons as they would be read, judged by the rules that judge every row. */
export function MappingPreviewRows({ number, importId, fields, said }: MappingPreviewRowsProps) {
  const { mapping, wrong } = said;
  const usable = wrong === null;
  const preview = useQuery({
    ...trpc.roster.previewMapping.queryOptions(usable ? { number, importId, mapping } : skipToken),
    staleTime: 0,
    gcTime: 0,
  });
  const shown = fields.filter(
    ({ field }) =>
      mapping.columns.some((each) => each.field === field) || (field === 'documentType' && mapping.documentType),
  );
  return (
    <section className="card mapping-card" aria-labelledby="mapping-preview-title">
      <h2 id="mapping-preview-title">前几行会这样读</h2>
      {!usable && <p className="muted">对应好以后，在这里看读出来的样子。</p>}
      {usable && preview.isPending && <Skeleton label="正在试读" lines={5} />}
      {preview.error && <Trouble sentence={refusalOf(preview.error).sentence} onRetry={() => void preview.refetch()} />}
      {usable && preview.data === null && <p className="muted">{errorSentence('MAPPING_GONE', {})}</p>}
      {usable && preview.data?.rows.length === 0 && (
        <p className="muted">表头下面的前几行里没有参保人，请看看表头选得对不对。</p>
      )}
      {usable && preview.data && preview.data.rows.length > 0 && (
        <table className="data-table data-table-fold mapping-preview">
          <thead>
            <tr>
              <th scope="col">行号</th>
              {shown.map(({ field, label }) => (
                <th key={field} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">检查</th>
            </tr>
          </thead>
          <tbody>
            {preview.data.rows.map((row) => (
              <PreviewRow key={row.rowNumber} row={row} shown={shown} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function PreviewRow({ row, shown }: { row: MappingPreview['rows'][number]; shown: readonly MappableField[] }) {
  return (
    <tr>
      <td data-name="行号">{row.rowNumber}</td>
      {shown.map(({ field, label }) => (
        <td key={field} data-name={label}>
          {row.values[field] ?? <span className="muted">空白</span>}
        </td>
      ))}
      <td data-name="检查">
        {row.issues.length === 0 ? (
          <span className="mapping-issue mapping-good">
            <CircleCheck aria-hidden="true" />
            没有问题
          </span>
        ) : (
          row.issues.map(({ severity, sentence }) => (
            <span key={sentence} className={`mapping-issue mapping-${severity === 'error' ? 'wrong' : 'note'}`}>
              {severity === 'error' ? <CircleX aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
              {sentence}
            </span>
          ))
        )}
      </td>
    </tr>
  );
}
