import { PDFDocument } from 'pdf-lib';
import { CREATOR, type FileFacts, LANGUAGE } from './layout.ts';

export async function countPages(content: Uint8Array): Promise<number> {
  return (await PDFDocument.load(content, { updateMetadata: false })).getPageCount();
}

/** One file of two. What a reader is told of the file is said again: copied pages bring none of it. */
export async function joinPdf(
  first: Uint8Array,
  second: Uint8Array,
  { title, author, dated }: FileFacts,
): Promise<Uint8Array> {
  const whole = await PDFDocument.load(first, { updateMetadata: false });
  const other = await PDFDocument.load(second, { updateMetadata: false });
  for (const page of await whole.copyPages(other, other.getPageIndices())) whole.addPage(page);
  const day = new Date(`${dated}T00:00:00Z`);
  whole.setTitle(title);
  whole.setAuthor(author);
  whole.setLanguage(LANGUAGE);
  whole.setCreator(CREATOR);
  whole.setProducer(CREATOR);
  whole.setCreationDate(day);
  whole.setModificationDate(day);
  return whole.save({ updateFieldAppearances: false });
}
