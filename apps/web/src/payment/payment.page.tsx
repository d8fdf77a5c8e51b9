import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { APPLICATION_STATES, mayCause } from '@huzhu/domain/application/application-state';
import type { PaymentPage as Page } from '@huzhu/domain/payment/payment.schema';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { AccountMenu } from '../account/account-menu.tsx';
import { useMe } from '../account/use-me.ts';
import { HOTLINE } from '../app/hotline.ts';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { wordsOf } from '../application/kind-words.ts';
import { EarlyInvoiceCard } from '../invoice/early-invoice-card.tsx';
import { InvoiceCard } from '../invoice/invoice-card.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TaskFrame } from '../ui/task-frame.tsx';
import { TextSizeSwitch } from '../ui/text-size-switch.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { NoticePaper } from './notice-paper.tsx';
import { NoticePapers } from './notice-papers.tsx';
import { PayeeCard } from './payee-card.tsx';
import './payment.css';
import { TransferForm } from './transfer-form.tsx';

const STEPS = ['确认缴费信息', '选择付款', '等待核对'];
const FORM = 'transfer-form';

/** 【待缴费】 (manual 2.5, of a 保全 3.2): first the notice, then what was transferred. */
export function PaymentPage() {
  const { number } = useParams({ strict: false }) as { number: string };
  const application = useQuery(trpc.application.get.queryOptions({ number }));
  const page = useQuery({
    ...trpc.payment.page.queryOptions({ number }),
    // Until the worker has made the paper.
    refetchInterval: ({ state }) => (state.data?.notice && !state.data.notice.ready ? 1_500 : false),
  });
  const error = application.error ?? page.error;
  if (application.data && page.data) return <Payment view={application.data} page={page.data} />;
  return (
    <Frame view={application.data} at={1} footNote={null} actions={null}>
      <h1>{STEPS[0]}</h1>
      {error ? (
        <Trouble
          sentence={refusalOf(error).sentence}
          onRetry={() => void Promise.all([application.refetch(), page.refetch()])}
        />
      ) : (
        <Skeleton label="正在取缴费通知书" lines={8} />
      )}
    </Frame>
  );
}

function Payment({ view, page: { notice, payments } }: { view: ApplicationView; page: Page }) {
  const navigate = useNavigate();
  const me = useMe();
  const [paying, setPaying] = useState(false);
  const invoice = useQuery(trpc.invoice.page.queryOptions({ number: view.number }));
  if (view.state !== 'pending_payment' || !notice || notice.voided) {
    return (
      <Frame view={view} at={view.state === 'pending_verification' ? 3 : 1} footNote={null} actions={null}>
        <h1>{view.state === 'pending_verification' ? STEPS[2] : STEPS[0]}</h1>
        <NoticeBox tone="info">
          {`这份申请现在是“${APPLICATION_STATES[view.state]}”，没有要缴的款。`}
          <Link to="/applications/$number" params={{ number: view.number }}>
            查看进度
          </Link>
        </NoticeBox>
      </Frame>
    );
  }
  const returned = payments[0]?.state === 'returned' ? payments[0].reason : null;
  const mayPay = mayCause(me.roles, 'submit_payment');
  return (
    <Frame
      view={view}
      at={paying ? 2 : 1}
      footNote={paying ? '提交后由互助会财务核对，通常 1 个工作日。' : footNote(notice.opened)}
      actions={
        paying ? (
          <>
            <Button size="large" onClick={() => setPaying(false)}>
              上一步
            </Button>
            <Button size="large" type="primary" htmlType="submit" form={FORM}>
              提交
            </Button>
          </>
        ) : (
          <Button size="large" type="primary" disabled={!notice.opened || !mayPay} onClick={() => setPaying(true)}>
            下一步
          </Button>
        )
      }
    >
      <h1>{paying ? STEPS[1] : STEPS[0]}</h1>
      {returned && <NoticeBox tone="warning">{`互助会财务退回了划款信息：${returned}`}</NoticeBox>}
      <div className="payment-columns">
        <div className="payment-main">
          {paying ? (
            <TransferForm
              id={FORM}
              view={view}
              notice={notice}
              onSubmitted={() => void navigate({ to: '/applications/$number', params: view })}
            />
          ) : (
            <>
              <NoticePapers number={view.number} notice={notice} />
              <NoticePaper view={view} notice={notice} />
            </>
          )}
        </div>
        <div className="payment-aside">
          <PayeeCard notice={notice} />
          {invoice.data && (
            <>
              <InvoiceCard page={invoice.data} />
              <EarlyInvoiceCard page={invoice.data} />
            </>
          )}
        </div>
      </div>
    </Frame>
  );
}

const footNote = (opened: boolean) =>
  opened ? '已查看缴费通知书。转账后，在下一步填写划款信息。' : '先点【下载缴费通知书】或【打印】查看，再进入下一步。';

function Frame(props: {
  view: ApplicationView | undefined;
  at: number;
  footNote: ReactNode;
  actions: ReactNode;
  children: ReactNode;
}) {
  const { view, children, ...rest } = props;
  const words = wordsOf(view);
  return (
    <TaskFrame
      backTo={words.list.path}
      backLabel={words.list.label}
      title={view?.unit.name ?? '缴费'}
      number={view?.number}
      steps={STEPS.map((label) => ({ label, to: null }))}
      after="核对后：待生效 → 保障中"
      saved={null}
      tools={
        <>
          <TextSizeSwitch />
          <AccountMenu brief />
        </>
      }
      hotline={HOTLINE}
      {...rest}
    >
      <div className="payment-page">{children}</div>
    </TaskFrame>
  );
}
