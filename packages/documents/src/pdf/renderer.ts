import { type ChildProcess, fork } from 'node:child_process';
import { processEntry } from '../thread/process-entry.ts';
import type { PdfTask, RenderAnswer, RenderedPdf, RenderRequest } from './pdf-task.ts';

/** Fonts are read once; what react-pdf and pdfkit leave behind goes with the process. */
const RECYCLE_AFTER = 200;
const RECYCLE_ABOVE_BYTES = 450 * 1024 * 1024;
const HEAP_MB = 512;
const IDLE_MS = 120_000;

interface Job {
  readonly task: PdfTask;
  readonly deadlineMs: number;
  readonly resolve: (rendered: RenderedPdf) => void;
  readonly reject: (error: Error) => void;
}

/** One child process, one document at a time, the others wait their turn. Keeps nobody alive while it is idle. */
export class Renderer {
  private child: ChildProcess | undefined;
  private rendered = 0;
  private current: Job | undefined;
  private readonly waiting: Job[] = [];
  private timer: NodeJS.Timeout | undefined;

  render(task: PdfTask, deadlineMs: number): Promise<RenderedPdf> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ task, deadlineMs, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.current) return;
    const job = this.waiting.shift();
    clearTimeout(this.timer);
    if (!job) {
      this.rest();
      return;
    }
    this.current = job;
    this.child ??= this.start();
    this.child.ref();
    this.child.channel?.ref();
    const late = () => this.settle(new Error(`rendering ${job.task.kind} took more than its time`), true);
    this.timer = setTimeout(late, job.deadlineMs);
    this.child.send({ task: job.task } satisfies RenderRequest, (error) => {
      if (error && this.current === job) this.settle(error, true);
    });
  }

  private start(): ChildProcess {
    const { file, execArgv } = processEntry(import.meta.url, 'render-pdf.child');
    const child = fork(file, [], {
      execArgv: [...execArgv, `--max-old-space-size=${HEAP_MB}`],
      // It needs no settings, so it gets no keys.
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    this.rendered = 0;
    child.on('message', (answer: RenderAnswer) => {
      if (child !== this.child) return;
      if ('failed' in answer) {
        this.settle(new Error(answer.failed), false);
        return;
      }
      this.rendered += 1;
      this.settle(answer.rendered, this.rendered >= RECYCLE_AFTER || answer.rss > RECYCLE_ABOVE_BYTES);
    });
    const gone = () => {
      if (child === this.child) this.settle(new Error('the renderer ended without a document'), true);
    };
    child.once('exit', gone);
    child.once('error', gone);
    return child;
  }

  private settle(outcome: RenderedPdf | Error, recycle: boolean): void {
    const job = this.current;
    this.current = undefined;
    clearTimeout(this.timer);
    if (recycle) this.end();
    if (outcome instanceof Error) job?.reject(outcome);
    else job?.resolve(outcome);
    this.next();
  }

  private end(): void {
    const child = this.child;
    this.child = undefined;
    child?.kill('SIGKILL');
  }

  private rest(): void {
    this.child?.unref();
    this.child?.channel?.unref();
    this.timer = setTimeout(() => this.end(), IDLE_MS);
    this.timer.unref();
  }
}
