import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { INVOICE_TYPES, type InvoicePage } from '@huzhu/domain/invoice/invoice.schema';
import { formatYuan } from '@huzhu/domain/money/money';
import { Button } from 'antd';
import { ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { DownloadButton } from '../app/download-button.tsx';
import { Facts } from '../ui/facts.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import './invoice.css';
import { InvoiceForm } from './invoice-form.tsx';

/** 发票: what the unit asked for, and the invoice once it is there. */
export function InvoiceCard({ page }: { page: InvoicePage }) {
  const [open, setOpen] = useState(false);
  const { request, may } = page;
  const invoice = page.invoices.find((each) => each.reversed === null);
  const reversed = page.invoices.find((each) => each.reversed !== null);
  return (
    <section className="card invoice-card" aria-labelledby="invoice-title">
      <div className="invoice-head">
        <ReceiptText aria-hidden="true" />
        <div>
          <h2 id="invoice-title">发票</h2>
          <p className="small muted">{invoice ? `${inProse(invoice.issuedOn)}开具` : waitingWords(page)}</p>
        </div>
        {may.request && (
          <Button size="large" onClick={() => setOpen(true)}>
            {request ? '修改发票信息' : '添加发票信息'}
          </Button>
        )}
      </div>
      {invoice ? (
        <>
          <Facts
            facts={[
              ['发票号码', invoice.number],
              ['发票抬头', invoice.title],
              ['金额', formatYuan(invoice.amountFen)],
              ['发票类型', INVOICE_TYPES[invoice.type]],
              ['已寄到', invoice.mailedTo],
            ]}
          />
          <div className="act-buttons">
            <DownloadButton
              label="下载发票"
              address={`/api/applications/${page.number}/invoice`}
              fallbackName={`发票 ${invoice.number}.pdf`}
            />
          </div>
        </>
      ) : (
        request && (
          <Facts
            facts={[
              ['发票抬头', request.title],
              ['统一社会信用代码', request.creditCode],
              ['邮箱', request.email],
              ['发票类型', INVOICE_TYPES[request.type]],
            ]}
          />
        )
      )}
      {!invoice && reversed?.reversed && (
        <NoticeBox tone="warning">{`发票 ${reversed.number} 已红冲：${reversed.reversed.reason}`}</NoticeBox>
      )}
      {open && <InvoiceForm page={page} onClose={() => setOpen(false)} />}
    </section>
  );
}

function waitingWords({ request, state }: InvoicePage): string {
  if (!request) return '需要发票时填写，缴费核对后开具';
  return state === 'pending_payment' || state === 'pending_verification'
    ? '缴费核对后由互助会财务开具'
    : '等待互助会财务开具，通常 3 个工作日';
}
