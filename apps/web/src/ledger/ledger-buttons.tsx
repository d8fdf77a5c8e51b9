import { Button } from 'antd';
import { Download, Upload as UploadIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { saveFile } from '../app/save-file.ts';
import { FileInput, WORKBOOK } from '../ui/file-input.tsx';
import type { LedgerUpload } from './use-ledger-upload.ts';

/** 【下载模板】【上传社保台账】 (manual 2.3). Two buttons of the page are labelled 下载模板: their accessible names differ. */
export function LedgerButtons({ number, upload }: { number: string; upload: LedgerUpload }) {
  const input = useRef<HTMLInputElement>(null);
  const [fetching, setFetching] = useState(false);

  async function fetchTemplate() {
    setFetching(true);
    try {
      await saveFile(`/api/applications/${number}/ledger-template`, `社保台账模板-${number}.xlsx`);
    } catch (error) {
      upload.refuse(refusalOf(error).sentence);
    } finally {
      setFetching(false);
    }
  }

  return (
    <div className="roster-buttons">
      <Button
        icon={<Download aria-hidden="true" />}
        loading={fetching}
        aria-label="下载模板（社保台账）"
        onClick={() => void fetchTemplate()}
      >
        下载模板
      </Button>
      <Button
        color="primary"
        variant="outlined"
        icon={<UploadIcon aria-hidden="true" />}
        loading={upload.sending}
        onClick={() => input.current?.click()}
      >
        上传社保台账
      </Button>
      <FileInput ref={input} label="社保台账文件" accept={WORKBOOK} onFile={(file) => upload.send(file)} />
    </div>
  );
}
