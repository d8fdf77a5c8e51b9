import type { DownloadEntry } from '@huzhu/domain/download/download.schema';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { saveFile } from '../app/save-file.ts';
import { trpc } from '../app/trpc.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './download-list.css';

/** 资料下载: real files with their true size; the rest opens in place. */
export function DownloadList() {
  const files = useQuery({ ...trpc.download.list.queryOptions(), staleTime: 300_000 });
  const [all, setAll] = useState(false);
  const entries = files.data ?? [];
  const shown = all ? entries : entries.filter((entry) => entry.lead);
  return (
    <section className="downloads card" aria-labelledby="downloads-title">
      <div className="downloads-head">
        <h2 id="downloads-title">资料下载</h2>
        {entries.length > shown.length && (
          <button type="button" className="plain-button" onClick={() => setAll(true)}>
            {`全部 ${entries.length} 份`}
          </button>
        )}
      </div>
      {files.error && <Trouble sentence={refusalOf(files.error).sentence} onRetry={() => void files.refetch()} />}
      {files.isPending && <Skeleton label="正在取资料下载" lines={5} />}
      <ul>
        {shown.map((entry) => (
          <DownloadLine key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function DownloadLine({ entry }: { entry: DownloadEntry }) {
  const save = useMutation({
    mutationFn: () => saveFile(`/api/downloads/${entry.id}`, `${entry.name}.${entry.format}`),
  });
  return (
    <li>
      <button type="button" className="download-line" disabled={save.isPending} onClick={() => save.mutate()}>
        <span className={`download-badge download-${entry.format}`}>{entry.format.toUpperCase()}</span>
        <span className="download-text">
          <span>{entry.name}</span>
          <span className="small muted">{`${sizeOf(entry.size)} · ${entry.updated} 更新`}</span>
        </span>
        <Download aria-hidden="true" />
        <span className="visually-hidden">下载</span>
      </button>
      {save.error && (
        <p className="download-error" role="alert">
          {refusalOf(save.error).sentence}
        </p>
      )}
    </li>
  );
}

function sizeOf(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1000 ? `${Math.max(1, Math.round(kilobytes))} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
