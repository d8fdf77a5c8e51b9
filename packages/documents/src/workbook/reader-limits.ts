/**
 * What a workbook from a stranger may cost (domain.md, Roster: limits are configuration).
 * Every limit is counted on bytes and rows that were really seen; declared sizes only ever refuse earlier.
 */
export interface ReaderLimits {
  /** Bytes of the file as uploaded. */
  readonly fileBytes: number;
  /** Bytes after inflating, over all parts together. */
  readonly inflatedBytes: number;
  /** Inflated to compressed, per part. */
  readonly ratio: number;
  /**
   * The ratio is only asked above so many inflated bytes: small XML parts of honest workbooks (one style over a
   * whole column, a form with one word 10,000 times) may pass 200, and harm nobody.
   */
  readonly ratioFloorBytes: number;
  readonly entries: number;
  /** Rows that are persons. */
  readonly dataRows: number;
  /** Cells with content in one sheet, those that a merge fills included. */
  readonly cells: number;
  /**
   * Cells that are kept, twelve bytes each, so that one pass over a sheet is enough; sheets with more are read twice. 0 reads
   * every sheet so.
   */
  readonly storedCells: number;
  /** UTF-16 units; Excel's own limit. */
  readonly cellLength: number;
  /**
   * Of a sheet with more than a million cells: how many a row may have on average. No list of persons is so wide, and
   * ten million cells take half a minute to read.
   */
  readonly cellsPerRow: number;
  /** UTF-16 units of all shared strings together, and the bytes of their part. */
  readonly sharedStringUnits: number;
  readonly sharedStringBytes: number;
  readonly merges: number;
}

const MB = 1024 * 1024;

export const READER_LIMITS: ReaderLimits = {
  fileBytes: 64 * MB,
  inflatedBytes: 512 * MB,
  ratio: 200,
  ratioFloorBytes: 16 * MB,
  entries: 500,
  dataRows: 500_000,
  cells: 20_000_000,
  storedCells: 8_000_000,
  cellLength: 32_767,
  cellsPerRow: 40,
  sharedStringUnits: 56 * MB,
  sharedStringBytes: 160 * MB,
  merges: 200_000,
};
