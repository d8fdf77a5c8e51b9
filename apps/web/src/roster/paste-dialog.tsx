import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { MOST_PASTED } from '@huzhu/domain/roster/paste.schema';
import { Button, Modal, Radio } from 'antd';
import { useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './paste-dialog.css';
import { PastePreview } from './paste-preview.tsx';
import type { RosterColumn } from './roster-columns.ts';
import type { PasteStart, Pasting } from './use-paste.ts';
import { usePastePreview } from './use-paste-preview.ts';
import type { RosterRows } from './use-roster-rows.ts';

interface PasteDialogProps {
  view: ApplicationView;
  start: PasteStart;
  paste: Pasting;
  rows: RosterRows;
  columns: readonly RosterColumn[];
}

/** 从 Excel 粘贴: what was copied, where it goes, what every row becomes, before anything is written. */
export function PasteDialog({ view, start, paste, rows, columns }: PasteDialogProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [onlyRight, setOnlyRight] = useState(false);
  const preview = usePastePreview({ number: view.number, start, rows, columns });
  const { data, isOver } = preview;
  const taken = data ? data.rows - (onlyRight ? data.wrong : 0) : 0;
  const nobody = data !== undefined && !isOver && !data.columns.includes('name') && !data.columns.includes('idNumber');

  function apply() {
    if (!data) return;
    paste.apply({ text: preview.text, columns: data.columns, seen: data.seen, onlyRight });
  }

  const label = columns.find(({ field }) => field === start.at?.field)?.label;
  return (
    <Modal
      open
      centered
      title="从 Excel 粘贴"
      width="min(68rem, calc(100vw - 2rem))"
      // A press that slips beside the dialog must not throw away what was pasted.
      mask={{ closable: false }}
      // Ctrl+V is the next thing to do.
      afterOpenChange={(opened) => opened && start.text === '' && box.current?.focus()}
      onCancel={paste.cancel}
      footer={[
        <Button key="cancel" onClick={paste.cancel}>
          先不粘贴
        </Button>,
        <Button
          key="apply"
          type="primary"
          disabled={taken === 0 || nobody || !preview.isCurrent}
          loading={paste.busy}
          onClick={apply}
        >
          {taken === 0 ? '加入名单' : `${isOver ? '修改' : '加入'} ${taken.toLocaleString('en-US')} 行`}
        </Button>,
      ]}
    >
      <div className="paste-dialog">
        <Field
          id="paste-text"
          label="复制的内容"
          hint={`在 Excel 或 WPS 里选中几行复制，到这里按 Ctrl+V。有没有表头都可以，一次最多 ${MOST_PASTED.toLocaleString('en-US')} 行，更多请用【导入名单】。`}
          error={preview.tooLong ?? undefined}
        >
          <textarea
            id="paste-text"
            ref={box}
            className="paste-text"
            rows={data ? 2 : 6}
            spellCheck={false}
            autoComplete="off"
            aria-describedby={preview.tooLong ? 'paste-text-error' : 'paste-text-hint'}
            value={preview.text}
            onChange={(event) => preview.setText(event.target.value)}
          />
        </Field>
        {preview.mayBeOver && (
          <Radio.Group
            aria-label="放到哪里"
            value={isOver}
            onChange={(event) => preview.setOver(event.target.value as boolean)}
          >
            <Radio value={true}>{`改第 ${start.at?.rowNumber} 行“${label}”起的格子`}</Radio>
            <Radio value={false}>加到名单后面</Radio>
          </Radio.Group>
        )}
        {preview.query.error && !preview.tooLong && (
          <Trouble sentence={refusalOf(preview.query.error).sentence} onRetry={() => void preview.query.refetch()} />
        )}
        {!data && preview.query.isFetching && <Skeleton label="正在检查" lines={5} />}
        {data && <PastePreview plans={view.plans} preview={preview} data={data} />}
        {nobody && (
          <NoticeBox tone="warning">没有找到姓名和证件号码。请在表头里选出哪一列是姓名、哪一列是证件号码。</NoticeBox>
        )}
        {data && data.wrong > 0 && (
          <label className="plain-tick">
            <input type="checkbox" checked={onlyRight} onChange={(event) => setOnlyRight(event.target.checked)} />
            {`有错误的 ${data.wrong.toLocaleString('en-US')} 行先不${isOver ? '改' : '加入'}`}
          </label>
        )}
        {paste.sentence && <NoticeBox tone="error">{paste.sentence}</NoticeBox>}
      </div>
    </Modal>
  );
}
