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
  #rows = 0;
  #clean = 0;
  #errorRows = 0;
  #warningRows = 0;

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

  add(rows: readonly CheckedRow[]): void {
    for (const row of rows) {
      this.#rows += 1;
      if (row.issues.length === 0) this.#clean += 1;
      if (row.issues.some((issue) => severityOf(issue.code) === 'error')) this.#errorRows += 1;
      if (row.issues.some((issue) => severityOf(issue.code) === 'warning')) this.#warningRows += 1;
    }
    this.#first ??= { at: this.#now(), rows: this.#rows };
    this.#send();
  }

  #send(): void {
    this.#report({
      stage: this.#stage,
      done: this.#rows,
      total: this.#total,
      detail: {
        rows: this.#rows,
        clean: this.#clean,
        errorRows: this.#errorRows,
        warningRows: this.#warningRows,
        ...this.#pace(),
      },
    });
  }

  #pace(): { rowsPerSecond?: number } {
    if (!this.#first) return {};
    const seconds = (this.#now() - this.#first.at) / 1000;
    const rows = this.#rows - this.#first.rows;
    return seconds < LEAST_SECONDS || rows === 0 ? {} : { rowsPerSecond: Math.round(rows / seconds) };
  }
}
