import { TEXT_FORMAT } from './neutral-text.ts';
import { MAIN } from './package-names.ts';

/** The indexes of STYLES_XML's cell formats; 0 is General. */
export const CELL_STYLES = { text: 1, money: 2, head: 3, error: 4, warning: 5, wrap: 6 } as const;

/** Formats that every spreadsheet knows by number (ECMA-376 18.8.30): TEXT_FORMAT, and #,##0.00. */
const BUILT_IN = { [TEXT_FORMAT]: 49, money: 4 } as const;
const FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>';

/** The tints of screens.md, a little deeper: a sheet has lines of its own and is printed. */
const FILLS = { error: 'FFF8D3CF', warning: 'FFFBE7BD' } as const;
const fill = (argb: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${argb}"/><bgColor indexed="64"/></patternFill></fill>`;
const BORDER = '<color rgb="FFCFC8BC"/>';
const side = (name: string) => `<${name} style="thin">${BORDER}</${name}>`;
/** A fill hides the lines of the sheet: marked cells bring their own. */
const LINES = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`;
/** Marked cells are texts whatever they hold: a number that is typed into one keeps its digits. */
const marked = (fillId: number) =>
  `<xf numFmtId="${BUILT_IN[TEXT_FORMAT]}" fontId="0" fillId="${fillId}" borderId="1" xfId="0" applyNumberFormat="1" applyFill="1" applyBorder="1"/>`;

/** xl/styles.xml of a written workbook: its cell formats, and around them what Excel wants to find. */
export const STYLES_XML = [
  `<styleSheet xmlns="${MAIN}">`,
  `<fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts>`,
  `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill(FILLS.error)}${fill(FILLS.warning)}</fills>`,
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${LINES}</borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="7">',
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  `<xf numFmtId="${BUILT_IN[TEXT_FORMAT]}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  `<xf numFmtId="${BUILT_IN.money}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
  marked(2),
  marked(3),
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1"/></xf>',
  '</cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '</styleSheet>',
].join('');
