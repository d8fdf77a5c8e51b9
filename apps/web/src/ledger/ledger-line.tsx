import { LoaderCircle } from 'lucide-react';
import './ledger.css';
import { count, coverage, readingSentence, requirement } from './ledger-words.ts';
import { useLedgerStatus } from './use-ledger-status.ts';

/** 社保台账 1,310 人，覆盖 94.4%，达到计划要求的 80%: beside the totals of the list. */
export function LedgerLine({ number, rosterPersons }: { number: string; rosterPersons: number }) {
  const { data } = useLedgerStatus(number);
  if (!data) return null;
  const reading = readingSentence(data);
  if (reading) {
    return (
      <p className="ledger-line small muted" role="status">
        <LoaderCircle aria-hidden="true" className="ledger-turning" />
        {`社保台账 ${reading}`}
      </p>
    );
  }
  const { current } = data;
  if (!current) return <p className="ledger-line small muted">还没有社保台账</p>;
  const share = coverage(current, rosterPersons);
  const required = share && requirement(share);
  return (
    <p className={share && !share.enough ? 'ledger-line small ledger-short' : 'ledger-line small muted'} role="status">
      <span>
        {`社保台账 ${count(current.persons)} 人`}
        {share && (
          <>
            ，覆盖 <b>{`${share.percent}%`}</b>
          </>
        )}
      </span>
      {required && <span>{required}</span>}
    </p>
  );
}
