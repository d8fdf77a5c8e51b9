import { type CalendarDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import { Hourglass, JapaneseYen, type LucideIcon, ScanSearch, Send, ShieldCheck } from 'lucide-react';
import './forward-timeline.css';

interface Stop {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly detail: string;
}

/** 提交以后: what comes next, by whom, in how many days. */
export function ForwardTimeline({ start, requested }: { start: CalendarDate; requested: boolean }) {
  const stops: readonly Stop[] = [
    { icon: Send, title: '确认提交', detail: '现在，由您' },
    { icon: Hourglass, title: '待审核', detail: '互助会，通常 2 个工作日' },
    { icon: JapaneseYen, title: '待缴费', detail: '由您，收到缴费通知书后 15 天内' },
    { icon: ScanSearch, title: '等待核对', detail: '互助会财务，通常 1 个工作日' },
    {
      icon: ShieldCheck,
      title: '待生效 → 保障中',
      detail: requested ? `最早 ${inProse(start)}零时，不早于确认缴费的次日` : '互助会确认缴费的次日零时起',
    },
  ];
  return (
    <section className="card forward" aria-labelledby="forward-title">
      <h2 className="choose-title" id="forward-title">
        提交以后
      </h2>
      <ol>
        {stops.map((stop, index) => (
          <li key={stop.title} className={index === 0 ? 'forward-now' : undefined}>
            <span className="forward-mark">
              <stop.icon aria-hidden="true" />
            </span>
            <div>
              <p className="forward-stop">{stop.title}</p>
              <p className="small muted">{stop.detail}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
