import { IMPORT_STAGES } from '@huzhu/domain/roster/roster.schema';
import { Circle, CircleCheck, CircleX, FileSpreadsheet, LoaderCircle, TriangleAlert } from 'lucide-react';
import './import-progress.css';
import { StopImport } from './stop-import.tsx';
import type { Roster } from './use-roster-status.ts';

const STAGES = Object.keys(IMPORT_STAGES) as (keyof typeof IMPORT_STAGES)[];

/** Beneath each stage, what it does. */
const STAGE_NOTES: Readonly<Record<keyof typeof IMPORT_STAGES, string>> = {
  uploaded: '文件已收全',
  reading: '找表头，认列',
  checking: '证件、年龄、份数',
  matching: '本名单与其他单位',
  done: '列出需要修改的行',
};

const count = (value: number) => value.toLocaleString('en-US');

/** Seconds left lead; errors count live. Leaving is allowed. */
export function ImportProgress({ number, roster }: { number: string; roster: Roster }) {
  const total = roster.rowsTotal;
  const share = total ? Math.min(100, (roster.rowsDone / total) * 100) : null;
  return (
    <section className="card import-progress" aria-labelledby="progress-title">
      <div className="progress-head">
        <span className="import-icon">
          <FileSpreadsheet aria-hidden="true" />
        </span>
        <div>
          <h2 id="progress-title">{headline(roster)}</h2>
          <p className="small muted">
            {`${roster.fileName}　${fileSize(roster.fileSize)}`}
            {roster.sheet && `　工作表“${roster.sheet}”`}
          </p>
        </div>
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label="检查进度"
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share !== null && { 'aria-valuenow': Math.round(share) })}
      >
        <i className={share === null ? 'progress-unknown' : undefined} style={{ width: `${share ?? 30}%` }} />
      </div>
      <div className="progress-figures">
        <p className="progress-count">
          <b>{count(roster.rowsDone)}</b>
          {total === null ? ' 行' : ` / ${count(total)} 行`}
        </p>
        {roster.rowsPerSecond !== null && (
          <p>
            每秒 <b>{count(roster.rowsPerSecond)}</b> 行
          </p>
        )}
        <p className="figure-good">
          <CircleCheck aria-hidden="true" />
          没有问题 <b>{count(roster.counts.clean)}</b>
        </p>
        <p className="figure-bad">
          <CircleX aria-hidden="true" />
          错误 <b>{count(roster.counts.errorRows)}</b>
        </p>
        <p className="figure-note">
          <TriangleAlert aria-hidden="true" />
          提醒 <b>{count(roster.counts.warningRows)}</b>
        </p>
      </div>
      <ol className="progress-stages">
        {STAGES.map((stage) => (
          <StageItem key={stage} stage={stage} now={roster.stage} />
        ))}
      </ol>
      {!roster.rechecking && <StopImport number={number} />}
    </section>
  );
}

function StageItem({ stage, now }: { stage: keyof typeof IMPORT_STAGES; now: keyof typeof IMPORT_STAGES }) {
  const difference = STAGES.indexOf(stage) - STAGES.indexOf(now);
  const past = difference < 0 || now === 'done';
  const current = difference === 0 && !past;
  const Icon = past ? CircleCheck : current ? LoaderCircle : Circle;
  return (
    <li
      className={past ? 'stage-past' : current ? 'stage-now' : 'stage-ahead'}
      aria-current={current ? 'step' : undefined}
    >
      <Icon aria-hidden="true" />
      <span>
        {IMPORT_STAGES[stage]}
        <span className="small muted">{STAGE_NOTES[stage]}</span>
      </span>
    </li>
  );
}

function headline(roster: Roster): string {
  if (roster.rechecking) return '正在重新检查名单，网页上的修改都保留';
  if (roster.state === 'queued') return '名单已收到，正在排队检查';
  if (roster.secondsLeft !== null && roster.secondsLeft > 0)
    return `正在检查名单，还需约 ${duration(roster.secondsLeft)}`;
  return '正在检查名单';
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
}

/** `2.4 MB`, `38 KB`. */
export function fileSize(bytes: number): string {
  const mb = bytes / 1024 / 1024;
  return mb >= 1 ? `${mb.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
