import { ArrowRight } from 'lucide-react';
import './fix-dialog.css';

/** What stood there → what comes. */
export function ChangedText({ before, after }: { before: string; after: string }) {
  return (
    <>
      {before === '' ? <span className="muted">空白</span> : <del>{before}</del>}
      <ArrowRight role="img" aria-label="改为" />
      <ins>{after === '' ? '空白' : after}</ins>
    </>
  );
}
