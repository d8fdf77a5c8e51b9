import { severityOf } from '@huzhu/domain/roster/issue-codes';
import type { importStage } from '@huzhu/domain/roster/roster.schema';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import type { z } from 'zod';

/** How a job tells what it has done; the runtime writes at most twice a second. */
export type ReportProgress = (progress: {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly detail: Record<string, number>;
}) => void;

export interface RowCounts {
  readonly rows: number;
  readonly clean: number;
  readonly errorRows: number;
  readonly warningRows: number;
}

export function countRows(rows: readonly CheckedRow[]): RowCounts {
  const counts = { rows: rows.length, clean: 0, errorRows: 0, warningRows: 0 };
  for (const { issues } of rows) {
    if (issues.length === 0) counts.clean += 1;
    if (issues.some((issue) => severityOf(issue.code) === 'error')) counts.errorRows += 1;
    if (issues.some((issue) => severityOf(issue.code) === 'warning')) counts.warningRows += 1;
  }
  return counts;
}

/** Sooner the quotient says more about the clock than about the work. */
const LEAST_SECONDS = 0.5;

/** Counts rows, clean ones and wrong ones while a roster is read, and reports them with their pace. */
export class ImportCounter {
  readonly #report: ReportProgress;
  readonly #now: () => number;
  /** When the first rows stood: reading the sheet before them says nothing about the rows to come. */
  #first: { readonly at: number; readonly rows: number } | undefined;
  #stage: z.infer<typeof importStage> = 'uploaded';
  #total: number | null = null;
  readonly #counts = { rows: 0, clean: 0, errorRows: 0, warningRows: 0 };

  /** @param now a clock in ms that never goes back */
  constructor(report: ReportProgress, now = () => performance.now()) {
    this.#report = report;
    this.#now = now;
  }

  stage(stage: z.infer<typeof importStage>): void {
    this.#stage = stage;
    this.#send();
  }

  begin(total: number | null): void {
    this.#total = total;
    this.stage('checking');
  }

  add(counts: RowCounts): void {
    this.#counts.rows += counts.rows;
    this.#counts.clean += counts.clean;
    this.#counts.errorRows += counts.errorRows;
    this.#counts.warningRows += counts.warningRows;
    this.#first ??= { at: this.#now(), rows: this.#counts.rows };
    this.#send();
  }

  #send(): void {
    this.#report({
      stage: this.#stage,
      done: this.#counts.rows,
      total: this.#total,
      detail: { ...this.#counts, ...this.#pace() },
    });
  }

  #pace(): { rowsPerSecond?: number } {
    if (!this.#first) return {};
    const seconds = (this.#now() - this.#first.at) / 1000;
    const rows = this.#counts.rows - this.#first.rows;
    return seconds < LEAST_SECONDS || rows === 0 ? {} : { rowsPerSecond: Math.round(rows / seconds) };
  }
}
