import type { Throughput } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { useState } from 'react';
import { clockTime } from '../app/times.ts';

const SPANS = { day: '今天', hour: '最近一小时' } as const;

/** Bars of what was done, by the hour or by five minutes; the one that still grows is dark. */
export function ThroughputCard({ throughput }: { throughput: Throughput }) {
  const [span, setSpan] = useState<keyof typeof SPANS>('day');
  const slots = throughput[span];
  const places = span === 'day' ? 24 : 12;
  const top = niceTop(Math.max(...slots.map((slot) => slot.done), 0));
  const { today, yesterday } = throughput;
  const number = (value: number) => value.toLocaleString('en-US');
  return (
    <section className="card desk-chart" aria-labelledby="desk-chart">
      <div className="desk-card-head">
        <h2 id="desk-chart">{span === 'day' ? '每小时完成的任务' : '每 5 分钟完成的任务'}</h2>
        <p className="small muted">{`今天 ${number(today)} 个，昨天同时 ${number(yesterday)} 个`}</p>
      </div>
      <fieldset className="desk-spans">
        <legend className="visually-hidden">时间范围</legend>
        {Object.entries(SPANS).map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === span}
            onClick={() => setSpan(name as keyof typeof SPANS)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <div className="desk-plot" aria-hidden="true">
        <div className="desk-scale">
          {[top, top / 2, 0].map((value) => (
            <span key={value}>{number(value)}</span>
          ))}
        </div>
        <div className="desk-bars">
          {Array.from({ length: places }, (_, place) => {
            const slot = slots[place];
            const height = slot ? Math.max((slot.done / top) * 100, slot.done > 0 ? 2 : 0) : 0;
            const now = place === slots.length - 1;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place on the axis is its index
              <i key={place} className={now ? 'desk-bar-now' : undefined} style={{ height: `${height}%` }} />
            );
          })}
        </div>
        <div className="desk-axis">
          {axisOf(span, slots).map((label) => (
            <span key={label}>{label}</span>
          ))}
        </div>
      </div>
      {/* A table cannot be made smaller than its rows; what holds it can. */}
      <div className="visually-hidden">
        <table>
          <caption>{span === 'day' ? '今天每小时完成的任务' : '最近一小时每 5 分钟完成的任务'}</caption>
          <tbody>
            {slots.map((slot) => (
              <tr key={slot.from}>
                <th scope="row">{clockTime(slot.from)}</th>
                <td>{`${slot.done} 个`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function axisOf(span: keyof typeof SPANS, slots: Throughput['hour']): string[] {
  if (span === 'day') return ['0 时', '6 时', '12 时', '18 时'];
  return [0, 3, 6, 9].flatMap((place) => (slots[place] ? [clockTime(slots[place].from)] : []));
}

/** 2, 4, 10, 20, 40, 100 …: halves are whole numbers. */
function niceTop(most: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [2, 4, 10]) if (step * power >= most) return step * power;
  }
}
