/** The persons of the baseline, in the order of their rows 2 to 6; nearly every crafted file holds the same five. */
export const CRAFTED_IDS: readonly string[] = [
  '310104198803130774',
  '420106200004024471',
  '330106199501279734',
  '440305199301085732',
  '330106197510101074',
];

/**
 * What must come out of every crafted file (fixtures/manifest.json): a refusal, or five persons and the issues by row.
 * Where the manifest leaves a choice, docs/decisions/008-hostile-workbooks.md says why it is this one.
 */
export const CRAFTED_OUTCOMES: Readonly<Record<string, string | Record<number, string[]>>> = {
  '00-baseline-inline': {},
  '02-csv-utf8-renamed': 'FILE_NOT_XLSX',
  '06-zero-bytes': 'FILE_NOT_XLSX',
  '09-truncated-half': 'FILE_CORRUPT',
  '12-wrong-crc': 'FILE_CORRUPT',
  '15-data-descriptors': {},
  '19-duplicate-entries': 'FILE_CORRUPT',
  '21-path-traversal': 'FILE_CORRUPT',
  '30-bomb-sheet-1g-spaces': 'FILE_ZIP_BOMB',
  '32-bomb-size-lie': 'FILE_ZIP_BOMB',
  '35-bomb-aliased-8g': 'FILE_ZIP_BOMB',
  '41-billion-laughs-sheet': 'FILE_CORRUPT',
  '44-xxe-file': 'FILE_CORRUPT',
  '48-xml-not-wellformed': 'FILE_CORRUPT',
  '49-xml-cut-midsheet': 'FILE_CORRUPT',
  '50-prefixed-ns': {},
  '54-lone-surrogate': 'FILE_CORRUPT',
  '60-sst-missing': 'FILE_CORRUPT',
  '62-sst-after-sheet': {},
  '63-rich-text-name': {},
  '64-phonetic-run': {},
  '65-formula-no-cache': everyRow('FORMULA_WITHOUT_VALUE'),
  '66-formula-cached-birth': {},
  '69-date1900': {},
  '71-id-as-number-18': everyRow('ID_NUMERIC_CELL'),
  '74-id-dirty-but-valid': {},
  '76-shares-odd': {
    2: ['SHARES_INVALID'],
    3: ['SHARES_INVALID'],
    4: ['SHARES_INVALID'],
    5: ['TEXT_NORMALISED'],
    6: ['SHARES_INVALID'],
  },
  '78-formula-injection-text': everyRow('NAME_INVALID'),
  '81-title-merged-header-row3': {},
  '83-merged-data-cells': {},
  '84-hidden-rows': { 3: ['HIDDEN_ROW'], 4: ['HIDDEN_ROW'] },
  '88-hidden-first-sheet-old-roster': {},
  '90-two-roster-sheets': 'SHEET_AMBIGUOUS',
  '93-blank-columns-between': {},
  '94-header-spaces-newlines': {},
  '96-header-missing-id': 'HEADER_NOT_FOUND',
  '98-header-only': 'NO_ROWS',
  'a1-total-row-and-signature': {},
  'a3-1048576-empty-rows': {},
  'a8-duplicate-row-number': 'FILE_CORRUPT',
  'b1-datavalidation-whole-columns': {},
  'b3-merge-whole-sheet': {},
  'b5-printarea-whole-columns': {},
};

function everyRow(code: string): Record<number, string[]> {
  return Object.fromEntries([2, 3, 4, 5, 6].map((row) => [row, [code]]));
}
