import { inProse } from '@huzhu/domain/calendar/calendar-date';
import {
  type InvoicePage,
  prepareUndertakingInput,
  requestEarlyInvoiceInput,
} from '@huzhu/domain/invoice/invoice.schema';
import { USUAL_REASON } from '@huzhu/domain/invoice/undertaking';
import { formatFen, parseYuan } from '@huzhu/domain/money/money';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { AccountMenu } from '../account/account-menu.tsx';
import { HOTLINE } from '../app/hotline.ts';
import { type Paper, PaperUpload, SCANS } from '../app/paper-upload.tsx';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { saveFile } from '../app/save-file.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import '../payment/payment.css';
import '../ui/act-card.css';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TaskFrame } from '../ui/task-frame.tsx';
import { TextSizeSwitch } from '../ui/text-size-switch.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import { useTyped } from '../ui/use-typed.ts';
import { EARLY_STEPS } from './early-invoice-card.tsx';
import './invoice.css';
import { invoiceChanged } from './invoice-changed.ts';
import { InvoiceTypeField } from './invoice-fields.tsx';

const FORM = 'early-invoice-form';
const rule = requestEarlyInvoiceInput.omit({ requestId: true, number: true, paperId: true });
const paperRule = prepareUndertakingInput.omit({ requestId: true, number: true });

/** 【提前开票申请】 (manual 2.5): the paper to stamp, what the invoice shall state, 【提交】. */
export function EarlyInvoicePage() {
  const { number } = useParams({ strict: false }) as { number: string };
  const page = useQuery(trpc.invoice.page.queryOptions({ number }));
  return page.data ? (
    <EarlyInvoice page={page.data} />
  ) : (
    <Frame number={number} title="提前开票申请" at={1}>
      <h1>提前开票申请</h1>
      {page.error ? (
        <Trouble sentence={refusalOf(page.error).sentence} onRetry={() => void page.refetch()} />
      ) : (
        <Skeleton label="正在取开票信息" lines={8} />
      )}
    </Frame>
  );
}

function EarlyInvoice({ page }: { page: InvoicePage }) {
  const navigate = useNavigate();
  const [paper, setPaper] = useState<Paper | null>(null);
  const [missing, setMissing] = useState(false);
  const [requestId, setRequestId] = useState(newRequestId);
  const typed = useTyped(
    'early',
    {
      title: page.request?.title ?? page.unit.name,
      amountFen: page.amountFen === null ? '' : formatFen(page.amountFen),
      creditCode: page.request?.creditCode ?? page.unit.creditCode ?? '',
      email: page.request?.email ?? '',
      type: (page.request?.type ?? 'ordinary') as string,
      reason: USUAL_REASON,
    },
    (fields) => rule.safeParse({ ...fields, amountFen: parseYuan(fields.amountFen) }),
  );
  const send = useMutation({
    ...trpc.invoice.requestEarly.mutationOptions(),
    onSuccess: async (next) => {
      await invoiceChanged(next);
      await navigate({ to: '/applications/$number/payment', params: { number: page.number } });
    },
    onError: () => setRequestId(newRequestId()),
  });
  const { amountFen: _, ...paperFields } = typed.fields;
  if (!page.may.requestEarly) {
    return (
      <Frame number={page.number} title={page.unit.name} at={1}>
        <h1>提前开票申请</h1>
        <NoticeBox tone="info">
          这份申请现在不能申请提前开票：已有一份在办理，或不在“待缴费”。
          <Link to="/applications/$number" params={{ number: page.number }}>
            查看进度
          </Link>
        </NoticeBox>
      </Frame>
    );
  }
  return (
    <Frame
      number={page.number}
      title={page.unit.name}
      at={paper ? 4 : page.undertaking?.ready ? 3 : 1}
      action={
        <Button size="large" type="primary" htmlType="submit" form={FORM} loading={send.isPending}>
          提交
        </Button>
      }
    >
      <h1>提前开票申请</h1>
      <NoticeBox tone="warning">
        {`取得发票不等于已缴费。${page.dueOn ? `请在${inProse(page.dueOn)}前缴费，` : ''}款项核对前保障不生效；逾期未缴，发票将红冲。`}
      </NoticeBox>
      <form
        id={FORM}
        className="invoice-blocks"
        aria-label="提前开票申请"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const input = typed.read();
          setMissing(paper === null);
          if (input && paper && !send.isPending) {
            send.mutate({ ...input, requestId, number: page.number, paperId: paper.paperId });
          }
        }}
      >
        <section className="card act-card" aria-labelledby="early-fields">
          <h2 id="early-fields" className="invoice-block-title">
            开票信息
          </h2>
          <div className="act-fields">
            <TypedField form={typed} name="title" label="单位" hint="发票抬头" />
            <TypedField
              form={typed}
              name="amountFen"
              label="金额"
              aside={<span className="small muted">元，与缴费通知书一致</span>}
              inputMode="decimal"
            />
            <TypedField form={typed} name="creditCode" label="统一社会信用代码" />
            <TypedField form={typed} name="email" label="邮箱" hint="发票开好后寄到这里，系统里也能下载" />
            <InvoiceTypeField id="early-type" value={typed.fields.type} onChange={(type) => typed.set('type', type)} />
            <TypedField form={typed} name="reason" label="申请原因" hint="印在承诺书上" />
          </div>
        </section>
        <section className="card act-card" aria-labelledby="early-paper">
          <h2 id="early-paper" className="invoice-block-title">
            承诺书
          </h2>
          <p className="muted">下载后打印，经办人签字、加盖单位公章，扫描或拍照后上传。空着的内容可以手写。</p>
          <UndertakingDownload page={page} fields={paperFields} />
          <PaperUpload
            label="上传承诺书"
            address={`/api/applications/${page.number}/undertaking`}
            accept={SCANS}
            hint="PDF、JPG 或 PNG，10 MB 以内"
            paper={paper}
            wrong={missing ? '请先上传已盖章的承诺书，再提交。' : undefined}
            onPaper={setPaper}
          />
        </section>
        {send.error && <NoticeBox tone="error">{refusalOf(send.error).sentence}</NoticeBox>}
      </form>
    </Frame>
  );
}

/** Has the worker fill in the paper with what the form holds now, waits for it, and saves it. */
function UndertakingDownload({ page, fields }: { page: InvoicePage; fields: Record<string, string> }) {
  const [wrong, setWrong] = useState<string>();
  const prepare = useMutation(trpc.invoice.prepareUndertaking.mutationOptions());
  const save = useMutation({
    mutationFn: async () => {
      const read = paperRule.safeParse(fields);
      if (!read.success) throw { code: 'INPUT_INVALID', sentence: read.error.issues[0]?.message };
      const { number } = page;
      let now = await prepare.mutateAsync({ ...read.data, requestId: newRequestId(), number });
      for (let asked = 0; asked < 60 && !now.undertaking?.ready; asked += 1) {
        await new Promise((resolve) => setTimeout(resolve, 800));
        now = await queryClient.fetchQuery({ ...trpc.invoice.page.queryOptions({ number }), staleTime: 0 });
      }
      await saveFile(`/api/applications/${number}/undertaking`, '提前开票承诺书.pdf');
      await invoiceChanged(now);
    },
    onMutate: () => setWrong(undefined),
    onError: (error) => setWrong(refusalOf(error).sentence),
  });
  return (
    <>
      <div className="act-buttons">
        <Button
          size="large"
          color="primary"
          variant="outlined"
          loading={save.isPending}
          icon={<Download aria-hidden="true" />}
          onClick={() => save.mutate()}
        >
          下载提前开票承诺书
        </Button>
      </div>
      {save.isPending && (
        <p className="small muted" role="status">
          正在生成承诺书，一般几秒钟
        </p>
      )}
      {wrong && <NoticeBox tone="error">{wrong}</NoticeBox>}
    </>
  );
}

function Frame(props: {
  number: string;
  title: string;
  at: number;
  action?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <TaskFrame
      backTo={`/applications/${props.number}/payment`}
      backLabel="确认缴费信息"
      title={props.title}
      number={props.number}
      steps={EARLY_STEPS.map((label) => ({ label, to: null }))}
      at={props.at}
      after="审核后开票，再缴费"
      saved={null}
      tools={
        <>
          <TextSizeSwitch />
          <AccountMenu brief />
        </>
      }
      hotline={HOTLINE}
      footNote="提交后由互助会审核承诺书，通常 2 个工作日。"
      actions={props.action ?? null}
    >
      <div className="payment-page">{props.children}</div>
    </TaskFrame>
  );
}
