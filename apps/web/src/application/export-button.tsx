import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { saveFile } from '../app/save-file.ts';
import type { filtersOf } from './list-search.ts';

/** 导出: all that the filters find, not the page alone. */
export function ExportButton({ filters }: { filters: ReturnType<typeof filtersOf> }) {
  const save = useMutation({ mutationFn: () => saveFile('/api/applications/export', '参保申请.xlsx', filters) });
  return (
    <>
      {save.error && <p role="alert">{refusalOf(save.error).sentence}</p>}
      <button type="button" className="quiet-button" disabled={save.isPending} onClick={() => save.mutate()}>
        <Download aria-hidden="true" />
        {save.isPending ? '正在导出' : '导出'}
      </button>
    </>
  );
}
