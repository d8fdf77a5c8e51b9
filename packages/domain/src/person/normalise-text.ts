/** A text in the one form in which texts are compared, and whether it differs from what was written. */
export interface NormalisedText {
  readonly text: string;
  readonly changed: boolean;
}

/** Most cells: plain Han, or plain digits and Latin letters. Nothing below can change them. */
const CLEAN = /^[\u4E00-\u9FFF]+$|^[0-9A-Za-z]+$/;

/** Every kind of space and line break, the blank of Braille too. Not the BOM (`\s` holds it): it is no space. */
const WHITE = /[\p{Z}\t\n\v\f\r\u0085\u2800]+/gu;
/**
 * Characters that show nothing: zero width and direction marks, BOM, soft hyphen, controls, variation selectors, fillers.
 * Joiners and selectors carry no meaning that a comparison of names should see.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Excel's mark for “this is text”, in the shapes that input methods write it. */
const LEADING_APOSTROPHE = /^['’‘`]+\s*/u;
/** Dots that stand in the middle of a name of an ethnic minority: 阿卜杜拉·买买提. */
const MIDDLE_DOT = /\s*[·•・‧∙⋅⸱ꞏᐧ᛫]\s*/gu;
const FULL_STOP_BETWEEN_HAN = /(?<=\p{Script=Han})\s*[.。]\s*(?=\p{Script=Han})/gu;
const SPACES = / {2,}/g;
const SPACE_BESIDE_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/**
 * The form in which texts are compared (domain.md, Identity): NFKC; invisible characters removed; every kind of
 * space is one space, none at the ends and none between Han characters (姓 名, 王　芳); a leading apostrophe removed;
 * the middle dots unified to `·`.
 *
 * NFKC also replaces CJK compatibility ideographs (U+F900…) by the unified character. This is wanted: the same person
 * typed on two machines must compare equal, and the raw text is kept beside the value.
 *
 * `changed` is for the record only and never becomes TEXT_NORMALISED. That warning has one rule: it is raised where
 * reading left out or replaced a *word* that the user wrote (“2份” read as 2). Width, spaces, marks, case, an alias of a
 * document type, another way of writing a date or phone are harmless: warning of them would bury the warnings that count.
 */
export function normaliseText(raw: string): NormalisedText {
  if (CLEAN.test(raw)) return { text: raw, changed: false };
  const text = raw
    .normalize('NFKC')
    .replace(WHITE, ' ')
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .trim()
    .replace(LEADING_APOSTROPHE, '')
    .replace(MIDDLE_DOT, '·')
    .replace(FULL_STOP_BETWEEN_HAN, '·')
    .replace(SPACE_BESIDE_HAN, '');
  return { text, changed: text !== raw };
}
