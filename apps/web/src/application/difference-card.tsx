import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import { Layers, type LucideIcon, UserCheck, UserMinus, UserPlus } from 'lucide-react';
import './difference-card.css';

/** 和上期保单相比: a wrong file shows here before it is submitted. */
export function DifferenceCard({ difference }: { difference: NonNullable<ApplicationSummary['difference']> }) {
  const { joined, left, changed, unchanged, changedFrom, changedTo } = difference;
  const alike = changedFrom !== null && changedTo !== null ? `都是 ${changedFrom} 份改 ${changedTo} 份` : '各人不同';
  return (
    <section className="card difference-card" aria-labelledby="difference-title">
      <div className="difference-head">
        <h2 id="difference-title">{difference.covered ? '和上期保单相比' : '和上次提交的申请相比'}</h2>
        <p className="small muted">
          {`${difference.covered ? '上期' : '上次'} ${difference.number}，${difference.headcount.toLocaleString('en-US')} 人`}
        </p>
      </div>
      <dl className="difference-figures">
        <Figure icon={UserPlus} name="新增" persons={joined} note="首次参保有免责期" />
        <Figure icon={UserMinus} name="减少" persons={left} note="不再参保" />
        <Figure icon={Layers} name="份数变化" persons={changed} note={changed === 0 ? '没有人改份数' : alike} />
        <Figure icon={UserCheck} name="续保不变" persons={unchanged} note="按期续保，免责期不重新计算" />
      </dl>
    </section>
  );
}

interface FigureProps {
  icon: LucideIcon;
  name: string;
  persons: number;
  note: string;
}

function Figure({ icon: Icon, name, persons, note }: FigureProps) {
  return (
    <div>
      <dt>
        <Icon aria-hidden="true" />
        {name}
      </dt>
      <dd>
        <b>{persons.toLocaleString('en-US')}</b> 人<span className="small muted">{note}</span>
      </dd>
    </div>
  );
}
