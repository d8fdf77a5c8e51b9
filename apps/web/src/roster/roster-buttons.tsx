import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { Button } from 'antd';
import { Download, Upload as UploadIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { wordsOf } from '../application/kind-words.ts';
import { FileInput, WORKBOOK } from '../ui/file-input.tsx';
import { downloadTemplate } from './download-template.ts';

interface RosterButtonsProps {
  view: ApplicationView;
  /** 导入名单 is the act this page waits for. */
  lead?: boolean;
  onFile: (file: File) => void;
  /** Asked before a file is chosen: true when it may be. */
  mayImport?: () => Promise<boolean>;
  onRefused: (sentence: string) => void;
}

/** 【下载模板】【导入名单】 (manual 2.3); of a 保全 【导入模板】 (manual 3.1). */
export function RosterButtons({ view, lead = false, onFile, mayImport, onRefused }: RosterButtonsProps) {
  const words = wordsOf(view);
  const input = useRef<HTMLInputElement>(null);
  const [fetching, setFetching] = useState(false);

  async function fetchTemplate() {
    setFetching(true);
    try {
      await downloadTemplate(view);
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
        {`${words.roster}的 Excel 模板`}
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
        {words.import}
      </Button>
      <FileInput ref={input} label={`${words.roster}文件`} accept={WORKBOOK} onFile={(file) => onFile(file)} />
    </div>
  );
}
