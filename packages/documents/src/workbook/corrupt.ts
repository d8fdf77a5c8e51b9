import { FileRefused } from '@huzhu/domain/roster/file-refusal';

/** The refusal of a damaged file; `reason` is a short Chinese phrase without data of the file. */
export function corrupt(reason: string): FileRefused {
  return new FileRefused('FILE_CORRUPT', { reason });
}
