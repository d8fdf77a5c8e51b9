import type { LedgerStatus } from '@huzhu/domain/ledger/ledger.schema';
import { type Participation, participation } from '@huzhu/domain/ledger/participation';

type Current = NonNullable<LedgerStatus['current']>;

export const count = (value: number) => value.toLocaleString('en-US');

/** `2026年10月` */
export function monthInProse(month: string): string {
  return `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
}

/**
 * How much of the ledger the roster covers now; undefined while there is nothing to compare, or where no plan asks for a
 * share (of 女职工特殊疾病 and 子女意外 it would mean nothing: not every employee can be on such a roster).
 */
export function coverage(current: Current, rosterPersons: number): Participation | undefined {
  if (rosterPersons === 0 || current.requiredPercent === 0) return undefined;
  return participation(rosterPersons, current.persons, [{ minLedgerPercent: current.requiredPercent }]);
}

/** `达到计划要求的 80%` */
export function requirement(share: Participation): string {
  return share.enough ? `达到计划要求的 ${share.requiredPercent}%` : `低于计划要求的 ${share.requiredPercent}%`;
}

/** What goes on with the file that was sent last, when it is not simply the one that counts. */
export function readingSentence({ upload }: LedgerStatus): string | undefined {
  if (upload?.state === 'queued') return `正在排队读取 ${upload.fileName}`;
  if (upload?.state !== 'running') return undefined;
  const total = upload.rowsTotal === null ? '' : ` / ${count(upload.rowsTotal)}`;
  return `正在读取 ${upload.fileName}，${count(upload.rowsDone)}${total} 行`;
}
