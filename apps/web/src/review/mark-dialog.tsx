import type { ReviewMarkView } from '@huzhu/domain/review/review.schema';
import { Input } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { type MarkedField, placeOf, readySentences } from './mark-words.ts';
import './review.css';
import type { Marks } from './use-marks.ts';

export interface MarkedPlace {
  readonly rowNumber: number | null;
  readonly field: MarkedField | null;
  /** Of the person, for the title. */
  readonly name: string;
}

/** What has to be changed at a cell, a row or the whole application; the unit lands on it. */
export function MarkDialog(props: { number: string; place: MarkedPlace; marks: Marks; onClose: () => void }) {
  const { number, place, marks, onClose } = props;
  const [requestId] = useState(newRequestId);
  const [sentence, setSentence] = useState('');
  const [missing, setMissing] = useState(false);
  const already: readonly ReviewMarkView[] = marks.open.filter(
    (mark) => mark.rowNumber === place.rowNumber && mark.field === place.field,
  );
  return (
    <ConfirmDialog
      open
      title={`标记${placeOf(place.rowNumber, place.field)}${place.name ? `，${place.name}` : ''}`}
      confirmLabel="标记退回"
      cancelLabel="先不标记"
      busy={marks.mark.isPending}
      onCancel={() => {
        marks.mark.reset();
        onClose();
      }}
      onConfirm={() => {
        const short = sentence.trim().length < 2;
        setMissing(short);
        if (short) return;
        const { rowNumber, field } = place;
        marks.mark.mutate({ requestId, number, rowNumber, field, sentence: sentence.trim() }, { onSuccess: onClose });
      }}
    >
      <div className="mark-dialog">
        {already.map((mark) => (
          <p key={mark.id} className="small muted">{`已标：${mark.sentence}`}</p>
        ))}
        <Field
          id="mark-sentence"
          label="要改什么"
          hint="单位打开后直接落到这一格，看到这句话"
          error={missing ? '请写明要改什么，至少两个字' : undefined}
        >
          <Input.TextArea
            id="mark-sentence"
            rows={2}
            maxLength={200}
            value={sentence}
            aria-invalid={missing}
            onChange={(event) => setSentence(event.target.value)}
          />
        </Field>
        <div className="mark-ready">
          {readySentences(place.field).map((ready) => (
            <button key={ready} type="button" className="mark-chip" onClick={() => setSentence(ready)}>
              {ready}
            </button>
          ))}
        </div>
        {marks.mark.error && <NoticeBox tone="error">{refusalOf(marks.mark.error).sentence}</NoticeBox>}
      </div>
    </ConfirmDialog>
  );
}
