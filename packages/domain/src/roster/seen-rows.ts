/** A row as a page saw it. */
export interface SeenRow {
  readonly rowNumber: number;
  readonly revision: number;
}

/** A roster has half a million rows at most. */
const MOST_ROWS = 500_000;
const FORM = /^(?:\d{1,9}:\d{1,9}(?:-\d{1,9})?(?:,\d{1,9}(?:-\d{1,9})?)*(?:;|$))*$/;

/**
 * Rows with their revisions as one short text, `1:2-38,40;3:39`: revision, then runs of row numbers. A page hands it
 * back with its act, so that up to 100,000 rows are known by their revisions and none is kept on the server meanwhile.
 */
export function writeSeenRows(rows: readonly SeenRow[]): string {
  const byRevision = new Map<number, number[]>();
  for (const { rowNumber, revision } of rows) {
    const numbers = byRevision.get(revision);
    if (numbers) numbers.push(rowNumber);
    else byRevision.set(revision, [rowNumber]);
  }
  return [...byRevision].map(([revision, numbers]) => `${revision}:${writeRuns(numbers)}`).join(';');
}

function writeRuns(numbers: number[]): string {
  const ordered = numbers.sort((a, b) => a - b);
  const runs: string[] = [];
  let start = 0;
  for (let i = 1; i <= ordered.length; i += 1) {
    if (i < ordered.length && ordered[i] === (ordered[i - 1] as number) + 1) continue;
    runs.push(i - start === 1 ? `${ordered[start]}` : `${ordered[start]}-${ordered[i - 1]}`);
    start = i;
  }
  return runs.join(',');
}

/** Whether a text from outside is one that writeSeenRows could have written. */
export function isSeenRows(text: string): boolean {
  if (!FORM.test(text)) return false;
  let rows = 0;
  for (const { first, last } of runsOf(text)) rows += last - first + 1;
  return rows <= MOST_ROWS && [...runsOf(text)].every(({ first, last }) => last >= first);
}

/** @param text one that isSeenRows accepts @returns revision by row number */
export function readSeenRows(text: string): Map<number, number> {
  const seen = new Map<number, number>();
  for (const { revision, first, last } of runsOf(text)) {
    for (let rowNumber = first; rowNumber <= last; rowNumber += 1) seen.set(rowNumber, revision);
  }
  return seen;
}

function* runsOf(text: string): Generator<{ revision: number; first: number; last: number }> {
  for (const part of text.split(';')) {
    const [revision, runs] = part.split(':');
    for (const run of runs?.split(',') ?? []) {
      const [first, last] = run.split('-').map(Number);
      yield { revision: Number(revision), first: first as number, last: last ?? (first as number) };
    }
  }
}
