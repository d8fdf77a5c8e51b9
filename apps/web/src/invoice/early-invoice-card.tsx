import { EARLY_INVOICE_STATES } from '@huzhu/domain/invoice/early-invoice-state';
import type { EarlyInvoiceView, InvoicePage } from '@huzhu/domain/invoice/invoice.schema';
import { Link } from '@tanstack/react-router';
import { FileClock } from 'lucide-react';
import '../application/application-action.css';
import { NoticeBox } from '../ui/notice-box.tsx';
import './invoice.css';

export const EARLY_STEPS = ['下载承诺书', '线下盖章', '上传承诺书', '提交'] as const;

/** 先要发票，才能付款？ The way to 【提前开票申请】, and what became of it. */
export function EarlyInvoiceCard({ page }: { page: InvoicePage }) {
  const [last] = page.early;
  if (!page.may.requestEarly && !last) return null;
  return (
    <section className="card invoice-card" aria-labelledby="early-title">
      <div className="invoice-head">
        <FileClock aria-hidden="true" />
        <div>
          <h2 id="early-title">{last ? '提前开票' : '先要发票，才能付款？'}</h2>
          <p className="small muted">{last ? EARLY_INVOICE_STATES[last.state] : '盖章承诺书经审核后，先开发票'}</p>
        </div>
        {page.may.requestEarly && (
          <Link to="/applications/$number/early-invoice" params={{ number: page.number }} className="row-button">
            提前开票申请
          </Link>
        )}
      </div>
      {last ? (
        <NoticeBox tone={last.state === 'refused' || last.state === 'overdue' ? 'warning' : 'info'}>
          {earlyWords(last)}
        </NoticeBox>
      ) : (
        <ol className="early-steps">
          {EARLY_STEPS.map((step, index) => (
            <li key={step}>
              <span className="early-step" aria-hidden="true">
                {index + 1}
              </span>
              {step}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function earlyWords(early: EarlyInvoiceView): string {
  switch (early.state) {
    case 'pending':
      return '承诺书已提交，由互助会审核，通常 2 个工作日。';
    case 'approved':
      return '审核已通过，等待互助会财务开票。';
    case 'refused':
      return `没有通过：${early.refusal ?? '原因在操作记录里'}。改好后可以再申请。`;
    case 'issued':
      return `发票已开，可以下载。请在 ${early.payBy} 前缴费，缴费前保障不生效。`;
    case 'overdue':
      return `发票已开，过了 ${early.payBy} 还没有缴费。请尽快缴费，否则发票将红冲。`;
    case 'paid':
      return '发票已开，款项已收到。';
    case 'reversed':
      return `发票已红冲${early.refusal ? `：${early.refusal}` : ''}。`;
  }
}
