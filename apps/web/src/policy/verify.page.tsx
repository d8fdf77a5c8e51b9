import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { POLICY_STATES, type VerifiedPolicy } from '@huzhu/domain/policy/policy.schema';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { BadgeCheck, Phone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { HOTLINE } from '../app/hotline.ts';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import '../ui/lead-button.css';
import { NoticeBox } from '../ui/notice-box.tsx';
import '../ui/plain-controls.css';
import { SealMark } from '../ui/seal-mark.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextSizeSwitch } from '../ui/text-size-switch.tsx';
import './verify.css';

/** 核验电子保单, for anybody who holds the paper: it proves number, unit, term and state, and names no person. */
export function VerifyPage() {
  const { code } = useParams({ strict: false });
  const found = useQuery({ ...trpc.policy.verify.queryOptions({ code: code ?? '' }), enabled: Boolean(code) });
  return (
    <div className="verify">
      <header className="verify-head">
        <SealMark size={2.5} />
        <p>互助保障</p>
        <TextSizeSwitch />
      </header>
      <main className="verify-main">
        <h1>核验电子保单</h1>
        {code && found.isPending && <Skeleton label="正在核验" lines={5} />}
        {found.error && <NoticeBox tone="error">{refusalOf(found.error).sentence}</NoticeBox>}
        {found.data && <Verified policy={found.data} />}
        {!found.data && <CodeForm typed={code ?? ''} />}
      </main>
      <footer className="verify-foot small muted">
        <Phone aria-hidden="true" />
        互助会热线 <a href={`tel:${HOTLINE}`}>{HOTLINE}</a>
      </footer>
    </div>
  );
}

function Verified({ policy }: { policy: VerifiedPolicy }) {
  const { endorsement } = policy;
  return (
    <section className="card verify-result" aria-label="核验结果">
      <p className="verify-true">
        <BadgeCheck aria-hidden="true" />
        {endorsement ? '这张保全单由互助会签发' : '这张保单由互助会签发'}
      </p>
      <dl>
        {endorsement && <Fact name="保全单号" value={`${endorsement.number}（第 ${endorsement.sequence} 次保全）`} />}
        <Fact name={endorsement ? '原保单号' : '保单号'} value={policy.number} />
        <Fact name="参保单位" value={policy.unitName} />
        <Fact
          name={endorsement ? '保全期间' : '保障期间'}
          value={`${inProse(policy.start)}0 时 至 ${inProse(policy.end)}24 时`}
        />
        <Fact name="状态" value={POLICY_STATES[policy.state]} />
        <Fact
          name={endorsement ? '保全后参保人数' : '参保人数'}
          value={`${policy.headcount.toLocaleString('en-US')} 人`}
        />
        <Fact name="签发" value={`${inProse(policy.issuedOn)}，第 ${policy.documentVersion} 版`} />
        <Fact name="内容摘要" value={policy.digest} />
      </dl>
      <p className="small muted">请与纸面逐项核对；有一项不同，就不是这张单据。人员姓名不在此显示。</p>
    </section>
  );
}

function CodeForm({ typed }: { typed: string }) {
  const navigate = useNavigate();
  const [code, setCode] = useState(typed);
  function check(event: FormEvent) {
    event.preventDefault();
    if (code.trim()) void navigate({ to: '/verify/$code', params: { code: code.trim() } });
  }
  return (
    <form className="card verify-form" onSubmit={check}>
      <label htmlFor="verify-code">核验码</label>
      <input
        id="verify-code"
        className="plain-input"
        autoComplete="off"
        maxLength={60}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <p className="small muted">在电子保单二维码旁边，20 位字母和数字，不分大小写，横线可以不输。</p>
      <button type="submit" className="lead-button verify-button">
        核验
      </button>
    </form>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
