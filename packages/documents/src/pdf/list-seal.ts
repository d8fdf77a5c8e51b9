import type PDFDocument from 'pdfkit';
import type { Brush } from './brush.ts';
import { drawSeal, edgePart, SEAL_SIZE, type SealFacts } from './seal.ts';

type Doc = InstanceType<typeof PDFDocument>;
type Stream = Doc['page']['content'];

const RADIUS = SEAL_SIZE / 2;
const NAME = 'Seal';

/**
 * 骑缝章 on the pages of a raw pdfkit document, which takes pictures itself. The seal stands in the file once and every page
 * shows its part: drawn or embedded anew on each of 1,250 pages it would be most of the file.
 */
export class ListSeal {
  private readonly doc: Doc;
  private readonly brush: Brush;
  private readonly facts: SealFacts;
  /** As an address, by which pdfkit knows a picture again. */
  private readonly picture: string | undefined;
  private drawn: Stream | undefined;

  constructor(doc: Doc, brush: Brush, facts: SealFacts) {
    this.doc = doc;
    this.brush = brush;
    this.facts = facts;
    const { sealPicture } = facts.society;
    // Whichever type it is: pdfkit looks at the bytes.
    this.picture = sealPicture ? `data:image/png;base64,${sealPicture}` : undefined;
  }

  /** On the page that is open. */
  draw(numbers: { page: number; pages: number }): void {
    const part = edgePart({ page: numbers.page - 1, pages: numbers.pages });
    if (!part) return;
    const { doc } = this;
    doc.save().translate(part.left, part.top).rect(0, 0, part.width, SEAL_SIZE).clip();
    if (this.picture) doc.image(this.picture, -part.offset, 0, { width: SEAL_SIZE, height: SEAL_SIZE });
    else {
      this.drawn ??= this.drawOnce();
      doc.page.xobjects[NAME] = this.drawn;
      doc.translate(RADIUS - part.offset, RADIUS).addContent(`/${NAME} Do`);
    }
    doc.restore();
  }

  /** A form XObject about the seal's centre: for the time being the page's content is written to it. */
  private drawOnce(): Stream {
    const { page } = this.doc;
    const states = {};
    const BBox = [-RADIUS, -RADIUS, RADIUS, RADIUS];
    const form = this.doc.ref({ Type: 'XObject', Subtype: 'Form', BBox, Resources: { ExtGState: states } });
    const { content } = page;
    page.content = form;
    drawSeal(this.brush, this.facts, 0, 0);
    page.content = content;
    // Its opacity, which pdfkit has noted in the page.
    Object.assign(states, page.ext_gstates);
    form.end(undefined);
    return form;
  }
}
