import { WORK_QUEUES } from '@huzhu/domain/queue-desk/job-kinds';
import type { DeskQueue } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { Link } from '@tanstack/react-router';
import { CirclePause, CircleX, FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { dayAndTime } from '../app/times.ts';
import '../ui/data-table.css';
import { useLayout } from '../ui/layout.ts';
import { type Figure, figuresOf } from './queue-figures.ts';
import { type AskedPause, PauseDialog, QueueSwitch } from './queue-switch.tsx';

interface Props {
  queues: readonly DeskQueue[];
  onDone: (sentence: string) => void;
}

/** What waits, runs and failed in each queue; a narrow screen shows one card a queue. */
export function QueueTable({ queues, onDone }: Props) {
  const { cards } = useLayout();
  const [asked, setAsked] = useState<AskedPause | null>(null);
  const List = cards ? QueueCards : QueueRows;
  return (
    <>
      <List queues={queues} onAsk={setAsked} />
      {asked && <PauseDialog asked={asked} onDone={onDone} onClose={() => setAsked(null)} />}
    </>
  );
}

interface ListProps {
  queues: readonly DeskQueue[];
  onAsk: (asked: AskedPause) => void;
}

function QueueCards({ queues, onAsk }: ListProps) {
  return (
    <ul className="desk-queue-cards">
      {queues.map((queue) => (
        <li key={queue.name} className="card">
          <QueueName queue={queue} />
          <dl>
            {figuresOf(queue).map((figure) => (
              <div key={figure.label}>
                <dt>{figure.label}</dt>
                <dd>
                  <FigureText figure={figure} />
                </dd>
              </div>
            ))}
          </dl>
          <QueueActs queue={queue} onAsk={onAsk} />
        </li>
      ))}
    </ul>
  );
}

function QueueRows({ queues, onAsk }: ListProps) {
  const heads = queues[0] ? figuresOf(queues[0]).map((figure) => figure.label) : [];
  return (
    <div className="card">
      <table className="data-table">
        <caption className="visually-hidden">队列</caption>
        <thead>
          <tr>
            <th scope="col">队列</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
            <th scope="col" className="number">
              操作
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.name}>
              <td>
                <QueueName queue={queue} />
              </td>
              {figuresOf(queue).map((figure) => (
                <td key={figure.label} className="number">
                  <FigureText figure={figure} />
                </td>
              ))}
              <td className="number">
                <QueueActs queue={queue} onAsk={onAsk} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function QueueName({ queue }: { queue: DeskQueue }) {
  const { label, purpose } = WORK_QUEUES[queue.name];
  return (
    <div className="desk-queue">
      <FileSpreadsheet aria-hidden="true" />
      <div>
        <p className="desk-queue-name">{label}</p>
        <p className="small muted">{purpose}</p>
        {queue.paused && (
          <p className="small desk-paused">
            <CirclePause aria-hidden="true" />
            {`已暂停：${queue.paused.reason}（${queue.paused.by}，${dayAndTime(queue.paused.at)}）`}
          </p>
        )}
      </div>
    </div>
  );
}

function FigureText({ figure }: { figure: Figure }) {
  return (
    <span className={`desk-figure desk-figure-${figure.tone}`}>
      {figure.tone === 'bad' && <CircleX aria-hidden="true" />}
      {figure.text}
    </span>
  );
}

function QueueActs({ queue, onAsk }: { queue: DeskQueue; onAsk: (asked: AskedPause) => void }) {
  const { label } = WORK_QUEUES[queue.name];
  return (
    <span className="desk-acts">
      <Link to="/queues" search={{ queue: queue.name }} hash="desk-search" aria-label={`查看“${label}”的任务`}>
        查看
      </Link>
      <QueueSwitch queue={queue} onAsk={onAsk} />
    </span>
  );
}
