import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX, Paperclip, TriangleAlert } from 'lucide-react';
import { dayAndTime } from '../app/times.ts';
import { wordsOf } from '../application/kind-words.ts';
import { stepPath } from '../application/wizard-step.ts';
import './check-results.css';

/** 检查结果: what was checked, and what still stands in the way with the step that cures it. */
export function CheckResults({ summary }: { summary: ApplicationSummary }) {
  const { rows, blockers, application, ledger } = summary;
  const share = ledger?.participation;
  const accepted = application.noticesAccepted;
  return (
    <section className="card checks" aria-labelledby="checks-title">
      <h2 id="checks-title">检查结果</h2>
      <ul>
        {blockers.map((blocker) => (
          <li key={blocker.code} className="check-bad">
            <CircleX aria-hidden="true" />
            <div>
              <p>{blocker.sentence}</p>
              <Link to={stepPath(application.number, blocker.step)} className="small">
                {`去“${wordsOf(application).stepLabels[blocker.step]}”`}
              </Link>
            </div>
          </li>
        ))}
        {rows.active > 0 && rows.errors === 0 && (
          <li className="check-good">
            <CircleCheck aria-hidden="true" />
            <div>
              <p>{`${rows.active.toLocaleString('en-US')} 行全部通过校验`}</p>
              <p className="small muted">{`删除 ${rows.deleted} 行，修改 ${rows.corrected} 行`}</p>
            </div>
          </li>
        )}
        {share && (share.enough || share.requiredPercent === 0) && (
          <li className="check-good">
            <CircleCheck aria-hidden="true" />
            <div>
              <p>{share.requiredPercent > 0 ? `社保台账覆盖 ${share.percent}%` : '已核对社保台账'}</p>
              <p className="small muted">
                {`${ledger?.month ? `${Number(ledger.month.slice(5))} 月台账 ` : '台账 '}${share.ledgerPersons.toLocaleString('en-US')} 人`}
                {share.requiredPercent > 0 && `，要求不低于 ${share.requiredPercent}%`}
              </p>
            </div>
          </li>
        )}
        {ledger && ledger.evidenceRows > 0 && (
          <li className="check-note">
            <Paperclip aria-hidden="true" />
            <div>
              <p>{`${ledger.evidenceRows.toLocaleString('en-US')} 人不在台账，已上传证明`}</p>
              <p className="small muted">由互助会审核时核对</p>
            </div>
          </li>
        )}
        {rows.warnings > 0 && (
          <li className="check-note">
            <TriangleAlert aria-hidden="true" />
            <div>
              <p>{`${rows.warnings.toLocaleString('en-US')} 行有提醒`}</p>
              <p className="small muted">不影响提交，互助会审核时会看到</p>
            </div>
          </li>
        )}
        {accepted.length > 0 && (
          <li className="check-good">
            <CircleCheck aria-hidden="true" />
            <div>
              <p>告知书已阅读</p>
              <p className="small muted">{`${accepted.length} 份，${accepted
                .map((acceptance) => dayAndTime(acceptance.acceptedAt))
                .join('、')}`}</p>
            </div>
          </li>
        )}
      </ul>
    </section>
  );
}
