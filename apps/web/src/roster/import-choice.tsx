import type { ImportMode } from '@huzhu/domain/roster/roster.schema';
import { Radio } from 'antd';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { AnnotatedDownload } from './annotated-card.tsx';
import './import-choice.css';
import type { Roster } from './use-roster-status.ts';

interface ImportChoiceProps {
  number: string;
  open: boolean;
  roster: Roster;
  onChoose: (mode: ImportMode) => void;
  onCancel: () => void;
}

/** 导入名单 where there is a list already: what becomes of it is said before a file is chosen. */
export function ImportChoice({ number, open, roster, onChoose, onCancel }: ImportChoiceProps) {
  const [mode, setMode] = useState<ImportMode>('replace');
  const count = (value: number) => value.toLocaleString('en-US');
  const { rows, corrected, deleted } = roster.counts;
  return (
    <ConfirmDialog
      open={open}
      title="再导入一份名单？"
      confirmLabel="选择文件"
      cancelLabel="先不导入"
      onConfirm={() => onChoose(mode)}
      onCancel={onCancel}
    >
      <p>{`现在的名单有 ${count(rows)} 行（${roster.fileName}）。`}</p>
      <Radio.Group
        className="import-choice"
        aria-label="怎样导入"
        value={mode}
        onChange={(event) => setMode(event.target.value as ImportMode)}
      >
        <Radio value="replace">
          <b>替换现有名单</b>
          <span className="import-choice-about">
            {`以新文件为准，现在的 ${count(rows)} 行不再使用`}
            {corrected + deleted > 0
              ? `；在网页上修改过的 ${count(corrected)} 行、删除的 ${count(deleted)} 行都不会保留。`
              : '。'}
          </span>
        </Radio>
        <Radio value="add">
          <b>加到现有名单</b>
          <span className="import-choice-about">
            {`现在的 ${count(rows)} 行和网页上的修改都保留，新文件的行接在后面。两边都有的人会标为重复，由您决定留哪一行。`}
          </span>
        </Radio>
      </Radio.Group>
      <div className="import-choice-excel small muted">
        <p>想在 Excel 里改现在的名单？下载批注名单，改好再导入：无论上面选哪一项，都先列出差异，您看过才并入。</p>
        <AnnotatedDownload number={number} look="text" />
      </div>
    </ConfirmDialog>
  );
}
