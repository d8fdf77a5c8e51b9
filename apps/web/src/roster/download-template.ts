import { saveFile } from '../app/save-file.ts';

/** 下载模板 of this very application. */
export function downloadTemplate(number: string): Promise<void> {
  return saveFile(`/api/applications/${number}/roster-template`, `参保名单模板-${number}.xlsx`);
}
