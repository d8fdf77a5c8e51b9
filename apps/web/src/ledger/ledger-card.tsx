import { Circle, CircleCheck, LoaderCircle } from 'lucide-react';
import { dayAndTime } from '../app/times.ts';
import './ledger.css';
import { LedgerButtons } from './ledger-buttons.tsx';
import { LedgerTrouble } from './ledger-trouble.tsx';
import { count, monthInProse, readingSentence } from './ledger-words.ts';
import { useLedgerStatus } from './use-ledger-status.ts';
import { useLedgerUpload } from './use-ledger-upload.ts';

/** 社保台账 before the roster is checked: it may come first, or while the roster is being read. */
export function LedgerCard({ number, optional = false }: { number: string; optional?: boolean }) {
  const status = useLedgerStatus(number);
  const upload = useLedgerUpload(number);
  const current = status.data?.current ?? null;
  const reading = status.data && readingSentence(status.data);
  const Icon = reading ? LoaderCircle : current ? CircleCheck : Circle;
  const state = current
    ? `${current.fileName}，${current.month ? `${monthInProse(current.month)} ` : ''}${count(current.persons)} 人，${dayAndTime(current.importedAt)} 上传`
    : optional
      ? '保全可以不传；传了会逐人核对'
      : '名单导入完成前也可以上传';
  return (
    <section className="card contact-card" aria-labelledby="ledger-title">
      <div className="contact-head ledger-head">
        <Icon aria-hidden="true" className={reading ? 'ledger-turning' : current ? 'contact-done' : undefined} />
        <div>
          <h2 id="ledger-title">社保台账</h2>
          <p className="small muted" role="status">
            {reading ?? state}
          </p>
        </div>
        <LedgerButtons number={number} upload={upload} />
      </div>
      <LedgerTrouble status={status.data} upload={upload} />
    </section>
  );
}
