import { formatYuan } from '@huzhu/domain/money/money';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { Download } from 'lucide-react';
import { refusalOf } from '../app/refusal.ts';
import { saveFile } from '../app/save-file.ts';
import './plan-dialog.css';

/** A plan in full, from its data: benefits, who may join, the wait, and the words of its 告知书. */
export function PlanDialog({ plan, onClose }: { plan: PlanVersion | undefined; onClose: () => void }) {
  return (
    <Modal
      open={plan !== undefined}
      title={plan && `${plan.name}${plan.version && `（${plan.version}）`}`}
      onCancel={onClose}
      closable={{ 'aria-label': '关闭' }}
      destroyOnHidden
      width="min(46rem, calc(100vw - 2rem))"
      footer={plan && <PlanFoot plan={plan} onClose={onClose} />}
    >
      {plan && <PlanFacts plan={plan} />}
    </Modal>
  );
}

function PlanFoot({ plan, onClose }: { plan: PlanVersion; onClose: () => void }) {
  const save = useMutation({
    mutationFn: () => saveFile(`/api/downloads/notice-${plan.code.toLowerCase()}`, `${plan.name}告知书.pdf`),
  });
  return (
    <div className="plan-dialog-foot">
      {save.error && <p role="alert">{refusalOf(save.error).sentence}</p>}
      <Button icon={<Download aria-hidden="true" />} loading={save.isPending} onClick={() => save.mutate()}>
        下载告知书
      </Button>
      <Link to="/applications" className="lead-button" onClick={onClose}>
        去参保
      </Link>
    </div>
  );
}

function PlanFacts({ plan }: { plan: PlanVersion }) {
  const eligible = `${plan.age.min}–${plan.age.max} 周岁${plan.sex === 'female' ? '，限女职工' : ''}${plan.requiresMedicalInsurance ? '，已参加医保' : ''}`;
  const facts: [string, string][] = [
    ['费用', `${formatYuan(plan.feePerShareFen)} / 份 / 年，每人最多 ${plan.maxSharesPerPerson} 份`],
    ['参保资格', `${plan.summary}。保障起始日年龄 ${eligible}。`],
    [
      '保障期间',
      plan.commonEndDate ? `至 ${plan.commonEndDate}（含当日）` : `${plan.termMonths} 个月，自保障起始日零时起`,
    ],
    ['免责期', plan.waiting.note],
    ['续保宽限', `${plan.renewalGraceDays} 天内续保，原有份数不再计算免责期`],
  ];
  return (
    <div className="plan-dialog">
      {plan.example && <p className="plan-dialog-example">金额和条款是示例，待互助会审定。</p>}
      <dl className="plan-dialog-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>保障利益</h3>
      <dl className="plan-dialog-benefits">
        {plan.benefits.map((benefit) => (
          <div key={benefit.name}>
            <dt>
              {benefit.name}
              <span className="small muted">{benefit.description}</span>
            </dt>
            <dd>
              {benefit.amountPerShareFen === undefined ? '按约定' : `${formatYuan(benefit.amountPerShareFen)} / 份`}
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{`告知书 ${plan.notice.number}`}</summary>
        <p className="small muted">{plan.notice.revision}</p>
        {plan.notice.sections.map((section) => (
          <section key={section.heading}>
            <h4>{section.heading}</h4>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
      </details>
    </div>
  );
}
