import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import { CREATOR, type FileFacts, LANGUAGE } from './layout.ts';

/** Pauses for an event loop that serves others are lost time here: the renderer makes one document at a time. */
const load = (content: Uint8Array) =>
  PDFDocument.load(content, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });

export async function countPages(content: Uint8Array): Promise<number> {
  return (await load(content)).getPageCount();
}

/**
 * One file of two. What a reader is told of the file is said again: copied pages bring none of it.
 * @param front a few pages; they are copied into `list`, never the other way round: a list of 50,000 names has 1,250 pages,
 *   pdf-lib clones each with all that it draws and walks over the whole file for every page it adds
 */
export async function joinPdf(
  front: Uint8Array,
  list: Uint8Array,
  { title, author, dated }: FileFacts,
): Promise<Uint8Array> {
  const whole = await load(list);
  const other = await load(front);
  const pages = await whole.copyPages(other, other.getPageIndices());
  pages.forEach((page, index) => {
    whole.insertPage(index, page);
  });
  // Made from title and day; the list's own is that of any list.
  whole.context.trailerInfo.ID = other.context.trailerInfo.ID as NonNullable<typeof other.context.trailerInfo.ID>;
  const day = new Date(`${dated}T00:00:00Z`);
  whole.setTitle(title, { showInWindowTitleBar: true });
  whole.setAuthor(author);
  whole.setLanguage(LANGUAGE);
  whole.setCreator(CREATOR);
  whole.setProducer(CREATOR);
  whole.setCreationDate(day);
  whole.setModificationDate(day);
  return whole.save({ updateFieldAppearances: false, objectsPerTick: Number.POSITIVE_INFINITY });
}
