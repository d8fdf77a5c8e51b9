import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the baseline, from the page's upper edge. */
  readonly baseline: number;
}

export interface ReadPdf {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly creator: string;
  readonly pages: readonly {
    readonly texts: readonly ReadText[];
    /** All of it, without spaces. */
    readonly text: string;
    /** Characters drawn, and how many of them with the glyph that stands for none. */
    readonly glyphs: number;
    readonly notdef: number;
  }[];
}

interface Glyph {
  readonly originalCharCode: number;
}

/** A PDF as a reader sees it: what can be copied, and where it stands. */
export async function readPdf(content: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({ data: Uint8Array.from(content), verbosity: 0, isEvalSupported: false });
  const pdf = await loading.promise;
  const info = (await pdf.getMetadata()).info as Record<string, string | undefined>;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item): ReadText[] => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [, , , , left, up] = item.transform as [number, number, number, number, number, number];
      return [{ text: item.str, left, right: left + item.width, baseline: 841.89 - up }];
    });
    const { fnArray, argsArray } = await page.getOperatorList();
    const glyphs = fnArray.flatMap((operator, index) =>
      operator === OPS.showText || operator === OPS.showSpacedText
        ? ((argsArray[index] as [(Glyph | number)[]])[0].filter((part) => typeof part === 'object') as Glyph[])
        : [],
    );
    pages.push({
      texts,
      text: texts
        .map(({ text }) => text)
        .join('')
        .replace(/\s/g, ''),
      glyphs: glyphs.length,
      // Codes are glyph numbers (Identity-H): 0 is .notdef.
      notdef: glyphs.filter(({ originalCharCode }) => originalCharCode === 0).length,
    });
    page.cleanup();
  }
  const read = {
    title: info.Title ?? '',
    author: info.Author ?? '',
    language: info.Language ?? '',
    creator: info.Creator ?? '',
    pages,
  };
  await loading.destroy();
  return read;
}
