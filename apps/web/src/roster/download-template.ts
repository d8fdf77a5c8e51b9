import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { saveFile } from '../app/save-file.ts';
import { wordsOf } from '../application/kind-words.ts';

/** 下载模板 of this very application. */
export function downloadTemplate(view: ApplicationView): Promise<void> {
  const { number } = view;
  return saveFile(`/api/applications/${number}/roster-template`, `${wordsOf(view).roster}模板-${number}.xlsx`);
}
