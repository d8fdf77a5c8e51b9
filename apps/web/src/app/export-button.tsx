import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { refusalOf } from './refusal.ts';
import { saveFile } from './save-file.ts';

interface Props {
  address: string;
  fallbackName: string;
  /** Travels in the body; without it the address is asked for. */
  filters?: object;
}

/** 导出: all that the filters find, not the page alone. */
export function ExportButton({ address, fallbackName, filters }: Props) {
  const save = useMutation({ mutationFn: () => saveFile(address, fallbackName, filters) });
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
