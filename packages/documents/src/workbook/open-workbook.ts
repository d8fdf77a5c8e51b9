import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { openArchive } from './open-archive.ts';
import type { CellContext } from './raw-cell.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readWorkbookParts, type Sheet } from './sheets.ts';
import { sniffFile } from './sniff-file.ts';
import { readStyles } from './styles.ts';

/**
 * Checks the file and finds its visible sheets.
 * @throws FileRefused
 */
export async function openWorkbook(
  file: Buffer,
  limits: ReaderLimits,
): Promise<{ readonly context: CellContext; readonly sheets: readonly Sheet[] }> {
  if (file.length > limits.fileBytes) {
    throw new FileRefused('FILE_TOO_LARGE', { limit: Math.floor(limits.fileBytes / 1024 / 1024) });
  }
  sniffFile(file);
  const parts = await readWorkbookParts(await openArchive(file, limits));
  const context: CellContext = {
    strings: await readSharedStrings(parts.sharedStrings, limits),
    isDate: await readStyles(parts.styles),
    date1904: parts.date1904,
  };
  return { context, sheets: parts.sheets.filter((sheet) => !sheet.hidden) };
}
