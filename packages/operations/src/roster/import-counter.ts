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

/** Counts rows, clean ones and wrong ones while a roster is read, and reports them. */
export class ImportCounter {
  readonly #report: ReportProgress;
  #stage: z.infer<typeof importStage> = 'uploaded';
  #total: number | null = null;
  #rows = 0;
  #clean = 0;
  #errorRows = 0;
  #warningRows = 0;

  constructor(report: ReportProgress) {
    this.#report = report;
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
    this.#send();
  }

  #send(): void {
    this.#report({
      stage: this.#stage,
      done: this.#rows,
      total: this.#total,
      detail: { rows: this.#rows, clean: this.#clean, errorRows: this.#errorRows, warningRows: this.#warningRows },
    });
  }
}
