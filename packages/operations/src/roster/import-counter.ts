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

/** Counts rows, clean ones and wrong ones while a roster is read, and reports them. */
export class ImportCounter {
  readonly #report: ReportProgress;
  #stage: z.infer<typeof importStage> = 'uploaded';
  #total: number | null = null;
  readonly #counts = { rows: 0, clean: 0, errorRows: 0, warningRows: 0 };

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

  add(counts: RowCounts): void {
    this.#counts.rows += counts.rows;
    this.#counts.clean += counts.clean;
    this.#counts.errorRows += counts.errorRows;
    this.#counts.warningRows += counts.warningRows;
    this.#send();
  }

  #send(): void {
    this.#report({ stage: this.#stage, done: this.#counts.rows, total: this.#total, detail: { ...this.#counts } });
  }
}
