import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { INVOICEABLE_STATES } from '@huzhu/domain/invoice/invoice.schema';
import { useQuery } from '@tanstack/react-query';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { Trouble } from '../ui/trouble.tsx';
import { EarlyInvoiceCard } from './early-invoice-card.tsx';
import './invoice.css';
import { InvoiceCard } from './invoice-card.tsx';
import { IssueInvoice, ReverseInvoice } from './issue-invoice.tsx';
import { JudgeEarlyInvoice } from './judge-early-invoice.tsx';

/** Everything about the invoice on the page of an application, with what the asker may do about it. */
export function InvoiceSection({ view }: { view: ApplicationView }) {
  const relevant = INVOICEABLE_STATES.includes(view.state);
  const page = useQuery({ ...trpc.invoice.page.queryOptions({ number: view.number }), enabled: relevant });
  if (!relevant) return null;
  if (page.error) return <Trouble sentence={refusalOf(page.error).sentence} onRetry={() => void page.refetch()} />;
  if (!page.data) return null;
  const pending = page.data.early.find(({ state }) => state === 'pending');
  return (
    <div className="invoice-blocks">
      {page.data.may.judgeEarly && pending && <JudgeEarlyInvoice page={page.data} early={pending} />}
      {page.data.may.issue && <IssueInvoice page={page.data} />}
      <InvoiceCard page={page.data} />
      <EarlyInvoiceCard page={page.data} />
      {page.data.may.reverse && (
        <div className="act-buttons">
          <ReverseInvoice page={page.data} />
        </div>
      )}
    </div>
  );
}
