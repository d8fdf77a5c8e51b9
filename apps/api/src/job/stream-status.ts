import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Calls back whenever the job may have changed; returns how to stop. */
export interface ProgressSource {
  watch(jobId: string, onChange: () => void): () => void;
}

const HEARTBEAT_MS = 15_000;
const FINISHED = ['succeeded', 'failed', 'cancelled'];

export interface StatusStream<Status> {
  readonly progress: ProgressSource;
  readonly jobId: string | undefined;
  readonly read: () => Promise<Status>;
  /** The state of the job that is followed; undefined when there is none. */
  readonly stateOf: (status: Status) => string | undefined;
}

/**
 * A status as server-sent events `status`, read from Postgres at every signal of its job, so that a lost signal or
 * connection is never more than a late picture. Ends when the job has ended.
 */
export async function streamStatus<Status>(reply: FastifyReply, stream: StatusStream<Status>): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    // The security headers; a hijacked reply does not send them by itself.
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  let busy = false;
  let again = false;
  const send = async () => {
    // Signals that come while one is answered are folded into one more answer.
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        const status = await stream.read();
        raw.write(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
        const state = stream.stateOf(status);
        if (state === undefined || FINISHED.includes(state)) raw.end();
      } while (again && !raw.writableEnded);
    } catch {
      // The page falls back to asking; a broken stream must not look like progress.
      raw.end();
    } finally {
      busy = false;
    }
  };
  const stop = stream.jobId ? stream.progress.watch(stream.jobId, () => void send()) : () => {};
  const heartbeat = setInterval(() => raw.write(': alive\n\n'), HEARTBEAT_MS);
  raw.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
  await send();
}
