import { Button } from 'antd';
import { Download, Upload as UploadIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { FileInput, WORKBOOK } from '../ui/file-input.tsx';
import { downloadTemplate } from './download-template.ts';

interface RosterButtonsProps {
  number: string;
  /** 导入名单 is the act this page waits for. */
  lead?: boolean;
  onFile: (file: File) => void;
  /** Asked before a file is chosen: true when it may be. */
  mayImport?: () => Promise<boolean>;
  onRefused: (sentence: string) => void;
}

/** 【下载模板】【导入名单】 (manual 2.3). */
export function RosterButtons({ number, lead = false, onFile, mayImport, onRefused }: RosterButtonsProps) {
  const input = useRef<HTMLInputElement>(null);
  const [fetching, setFetching] = useState(false);

  async function fetchTemplate() {
    setFetching(true);
    try {
      await downloadTemplate(number);
    } catch (error) {
      onRefused(refusalOf(error).sentence);
    } finally {
      setFetching(false);
    }
  }

  return (
    <div className="roster-buttons">
      <Button
        size={lead ? 'large' : 'middle'}
        icon={<Download aria-hidden="true" />}
        loading={fetching}
        aria-describedby="roster-template-about"
        onClick={() => void fetchTemplate()}
      >
        下载模板
      </Button>
      <span className="visually-hidden" id="roster-template-about">
        参保名单的 Excel 模板
      </span>
      <Button
        size={lead ? 'large' : 'middle'}
        color="primary"
        variant="outlined"
        icon={<UploadIcon aria-hidden="true" />}
        onClick={() => {
          if (!mayImport) return input.current?.click();
          void mayImport().then((may) => may && input.current?.click());
        }}
      >
        导入名单
      </Button>
      <FileInput ref={input} label="参保名单文件" accept={WORKBOOK} onFile={(file) => onFile(file)} />
    </div>
  );
}
