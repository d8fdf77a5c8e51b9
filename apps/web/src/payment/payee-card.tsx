import type { PaymentNoticeView } from '@huzhu/domain/payment/payment.schema';
import { CopiedFact } from './copied-fact.tsx';
import './payment.css';

/** Where the money goes, and the words that must go with it. */
export function PayeeCard({ notice }: { notice: PaymentNoticeView }) {
  return (
    <section className="card payee-card" aria-labelledby="payee-title">
      <h2 id="payee-title">收款账户</h2>
      <dl>
        <CopiedFact name="转账附言，务必填写" value={notice.matchCode} lead />
        <CopiedFact name="收款户名" value={notice.payee.name} />
        <CopiedFact name="开户银行" value={notice.payee.bank} />
        <CopiedFact name="收款账号" value={notice.payee.number} />
      </dl>
      <p className="small muted">互助会凭附言认出这笔款。上级单位或总部代付，附言照填。</p>
    </section>
  );
}
