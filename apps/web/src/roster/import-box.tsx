import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { Button } from 'antd';
import { FileSpreadsheet } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { wordsOf } from '../application/kind-words.ts';
import { LeadSentence } from '../ui/lead-sentence.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import './import-box.css';
import { RosterButtons } from './roster-buttons.tsx';
import { MAX_FILE_MB, type Upload } from './use-upload.ts';

interface ImportBoxProps {
  view: ApplicationView;
  upload: Upload;
  /** Why the last import came to nothing. */
  failure: { sentence: string; fileName: string } | null;
  /** What may be done about that. */
  remedy?: ReactNode;
  onFile: (file: File) => void;
  onStop: () => void;
}

/** Drag or pick; size, rows and type stated first. */
export function ImportBox({ view, upload, failure, remedy, onFile, onStop }: ImportBoxProps) {
  const words = wordsOf(view);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }

  const wrong =
    refused ??
    (upload.kind === 'refused' ? upload.refusal.sentence : upload.kind === 'idle' ? failure?.sentence : null);
  const wrongFile = upload.kind === 'refused' ? upload.name : failure?.fileName;
  return (
    <section
      className={over ? 'card import-box import-box-over' : 'card import-box'}
      aria-labelledby="import-title"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className="import-icon">
        <FileSpreadsheet aria-hidden="true" />
      </span>
      <h2 id="import-title">{over ? '松开鼠标，导入这份名单' : `导入${words.roster}`}</h2>
      <p className="muted">
        {view.kind === 'supplement'
          ? '先下载导入模板，只录入要补充的职工，再导入；也可以把文件拖到这里。'
          : '先下载模板，按要求录入职工，再导入；也可以把文件拖到这里。'}
      </p>
      {wrong && (
        <div className="import-wrong">
          <NoticeBox tone="error">
            {!refused && wrongFile && <b>{`${wrongFile}　`}</b>}
            <LeadSentence>{wrong}</LeadSentence>
            {wrong === failure?.sentence && remedy}
          </NoticeBox>
        </div>
      )}
      {upload.kind === 'sending' ? (
        <div className="import-sending">
          <p role="status">{`正在上传 ${upload.name}，${upload.percent}%`}</p>
          <progress max={100} value={upload.percent} aria-label="上传进度" />
          <Button onClick={onStop}>停止上传</Button>
        </div>
      ) : (
        <RosterButtons
          view={view}
          lead
          onFile={(file) => {
            setRefused(null);
            onFile(file);
          }}
          onRefused={setRefused}
        />
      )}
      <p className="small hint">{`Excel 工作簿（.xlsx），不超过 ${MAX_FILE_MB} MB、500,000 行。单位自己的表格也可以：认不出的列名，对应一次就记住。`}</p>
    </section>
  );
}
