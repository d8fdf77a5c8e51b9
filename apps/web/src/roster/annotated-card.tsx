import './annotated-card.css';
import { DownloadButton } from '../app/download-button.tsx';

/** A list with its wrong cells marked, to be corrected in Excel and given back. */
export function AnnotatedCard({ number }: { number: string }) {
  return (
    <section className="annotated-card" aria-label="在 Excel 里改">
      <b>想在 Excel 里改？</b>
      <p className="small muted">下载后，有错的格子标红并写明原因。改好再导入，先看差异，再和网页上的修改合并。</p>
      <AnnotatedDownload number={number} look="card" />
    </section>
  );
}

export function AnnotatedDownload({ number, look }: { number: string; look: 'card' | 'text' }) {
  return (
    <DownloadButton
      label="下载批注名单"
      address={`/api/applications/${number}/annotated-roster`}
      fallbackName={`批注名单_${number}.xlsx`}
      look={look}
      body={{}}
    />
  );
}
