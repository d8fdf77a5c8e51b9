import { Button } from 'antd';
import { Undo2, X } from 'lucide-react';
import { placeOf } from './mark-words.ts';
import './review.css';
import type { MarkedPlace } from './mark-dialog.tsx';
import type { Marks } from './use-marks.ts';

/** 退回清单: writes itself while one reads. */
export function ReturnList({ marks, onMark }: { marks: Marks; onMark: (place: MarkedPlace) => void }) {
  return (
    <section
      className={marks.open.length > 0 ? 'card return-list return-list-open' : 'card return-list'}
      aria-labelledby="return-list"
    >
      <div className="return-list-head">
        <h2 id="return-list">
          <Undo2 aria-hidden="true" />
          退回清单
        </h2>
        <p className="small muted">{`${marks.open.length} 处`}</p>
      </div>
      {marks.open.length === 0 && (
        <p className="small muted return-list-empty">点名单里的任一格即可标记；有标记时只能退回，不能通过。</p>
      )}
      <ul>
        {marks.open.map((mark) => (
          <li key={mark.id}>
            <div>
              <p className="small muted">{placeOf(mark.rowNumber, mark.field)}</p>
              <p>{mark.sentence}</p>
            </div>
            <button
              type="button"
              className="plain-button"
              aria-label={`取消标记：${placeOf(mark.rowNumber, mark.field)}`}
              onClick={() => marks.remove(mark.id)}
            >
              <X aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <div className="return-list-foot">
        <Button onClick={() => onMark({ rowNumber: null, field: null, name: '' })}>标记整份申请</Button>
      </div>
    </section>
  );
}
