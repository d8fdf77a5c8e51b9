import { type SocietySettings, saveSocietyInput } from '@huzhu/domain/society/society-settings';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import '../application/application-list.css';
import '../ui/act-card.css';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import { useTyped } from '../ui/use-typed.ts';
import './society.css';
import { SocietySeal } from './society-seal.tsx';

/** 互助会设置: what stands on the society's papers. */
export function SocietyPage() {
  const society = useQuery(trpc.setting.society.queryOptions());
  return (
    <>
      <div className="page-head">
        <div>
          <h1>互助会设置</h1>
          <p className="muted">
            印在缴费通知书、电子保单、承诺书上的内容。保存后签发的单据使用新的内容，已签发的不变。
          </p>
        </div>
      </div>
      {society.error && <Trouble sentence={refusalOf(society.error).sentence} onRetry={() => void society.refetch()} />}
      {society.isPending && <Skeleton label="正在取设置" lines={8} />}
      {society.data && (
        <div className="society-form">
          <SocietySeal picture={society.data.sealPicture} />
          <SocietyForm society={society.data} />
        </div>
      )}
    </>
  );
}

const WORDS = [
  ['name', '互助会名称'],
  ['fund', '互助金名称'],
  ['sealPurpose', '印章用途'],
  ['hotline', '热线'],
  ['accountName', '收款户名'],
  ['accountNumber', '收款账号'],
  ['accountBank', '开户银行'],
  ['sampleRemark', '样张说明'],
] as const;

/** Long texts, one sentence a line. */
const TEXTS = [
  ['paymentRemarks', '缴费通知书 · 注意事项', '一行一条；{热线} 会换成热线号码'],
  ['policyTerms', '电子保单 · 特别约定', '一行一条'],
  ['claimWays', '电子保单 · 办理给付', '一行一条，事项和办法之间用 | 隔开'],
  ['endorsementRemarks', '电子保全单 · 说明', '一行一条'],
  ['undertakingClauses', '提前开票承诺书 · 条款', '一行一条；{大写} {金额} {付款期限} {汇款附言} 会换成实际内容'],
] as const;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const waysOf = (text: string) =>
  linesOf(text).map((line) => {
    const [matter = '', ...way] = line.split(/[|｜]/);
    return { matter: matter.trim(), way: way.join('|').trim() };
  });
const rule = saveSocietyInput.omit({ requestId: true });

function SocietyForm({ society }: { society: SocietySettings }) {
  const [requestId, setRequestId] = useState(newRequestId);
  const [approved, setApproved] = useState(society.approved);
  const typed = useTyped(
    'society',
    {
      name: society.name,
      fund: society.fund,
      sealPurpose: society.sealPurpose,
      hotline: society.hotline,
      accountName: society.account.name,
      accountNumber: society.account.number,
      accountBank: society.account.bank,
      sampleRemark: society.sampleRemark,
      paymentRemarks: society.paymentRemarks.join('\n'),
      policyTerms: society.policyTerms.join('\n'),
      claimWays: society.claimWays.map(({ matter, way }) => `${matter} | ${way}`).join('\n'),
      endorsementRemarks: society.endorsementRemarks.join('\n'),
      undertakingClauses: society.undertakingClauses.join('\n'),
    },
    (fields) => {
      const { accountName, accountNumber, accountBank, ...rest } = fields;
      return rule.safeParse({
        ...rest,
        account: { name: accountName, number: accountNumber, bank: accountBank },
        paymentRemarks: linesOf(fields.paymentRemarks),
        policyTerms: linesOf(fields.policyTerms),
        claimWays: waysOf(fields.claimWays),
        endorsementRemarks: linesOf(fields.endorsementRemarks),
        undertakingClauses: linesOf(fields.undertakingClauses),
        approved,
      });
    },
  );
  const save = useMutation({
    ...trpc.setting.saveSociety.mutationOptions(),
    onSuccess: (next) => {
      setRequestId(newRequestId());
      queryClient.setQueryData(trpc.setting.society.queryKey(), next);
    },
    onError: () => setRequestId(newRequestId()),
  });
  return (
    <form
      className="society-form"
      aria-label="互助会设置"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const input = typed.read();
        if (input && !save.isPending) save.mutate({ ...input, requestId });
      }}
    >
      <section className="card act-card" aria-label="名称与收款账户">
        <div className="act-fields">
          {WORDS.map(([name, label]) => (
            <TypedField key={name} form={typed} name={name} label={label} />
          ))}
        </div>
      </section>
      <section className="card act-card" aria-label="措辞">
        {TEXTS.map(([name, label, hint]) => {
          const id = `society-${name}`;
          const wrong = typed.wrong[name];
          return (
            <Field key={name} id={id} label={label} hint={hint} error={wrong}>
              <Input.TextArea
                id={id}
                autoSize={{ minRows: 3, maxRows: 12 }}
                value={typed.fields[name]}
                aria-invalid={wrong !== undefined}
                aria-describedby={wrong ? `${id}-error` : `${id}-hint`}
                onChange={(event) => typed.set(name, event.target.value)}
              />
            </Field>
          );
        })}
        <Checkbox checked={approved} onChange={(event) => setApproved(event.target.checked)}>
          措辞、账户和印章已由互助会审定，单据上不再印“样张”
        </Checkbox>
      </section>
      {save.error && <NoticeBox tone="error">{refusalOf(save.error).sentence}</NoticeBox>}
      {save.isSuccess && <NoticeBox tone="success">已保存，以后签发的单据使用新的内容。</NoticeBox>}
      <div className="act-buttons">
        <Button size="large" type="primary" htmlType="submit" loading={save.isPending}>
          保存设置
        </Button>
      </div>
    </form>
  );
}
