import { TEXT_FORMAT } from './neutral-text.ts';

/** The indexes of STYLES_XML's cell formats; 0 is General. */
export const CELL_STYLES = { text: 1, money: 2, head: 3 } as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Formats that every spreadsheet knows by number (ECMA-376 18.8.30): TEXT_FORMAT, and #,##0.00. */
const BUILT_IN = { [TEXT_FORMAT]: 49, money: 4 } as const;
const FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>';

/** xl/styles.xml of a written table: four cell formats, and around them what Excel wants to find. */
export const STYLES_XML = [
  `<styleSheet xmlns="${MAIN}">`,
  `<fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts>`,
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="4">',
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  `<xf numFmtId="${BUILT_IN[TEXT_FORMAT]}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  `<xf numFmtId="${BUILT_IN.money}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
  '</cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '</styleSheet>',
].join('');
