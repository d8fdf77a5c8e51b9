import type { FastifyInstance, FastifyRequest } from 'fastify';

/** One question each; a refusal carries the reason. */
export interface HealthSources {
  readonly database: () => Promise<string | null>;
  readonly migrations: () => Promise<string | null>;
  readonly queue: () => Promise<string | null>;
  readonly worker: () => Promise<string | null>;
}

const PATIENCE_MS = 3_000;

/**
 * `/healthz`: the process lives. `/readyz`: database, migrations, queue and worker are ready; 503 before, and the reasons
 * for whoever asks on this machine itself: which part is down is nothing for a stranger.
 */
export function registerHealth(server: FastifyInstance, sources: HealthSources): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (request, reply) => {
    const entries = await Promise.all(
      Object.entries(sources).map(async ([name, ask]) => [name, await answer(ask)] as const),
    );
    const waiting = entries.filter(([, reason]) => reason !== null);
    if (waiting.length === 0) return { status: 'ready' };
    const reasons = fromThisMachine(request) ? { reasons: Object.fromEntries(waiting) } : {};
    return reply.status(503).send({ status: 'waiting', ...reasons });
  });
}

function fromThisMachine(request: FastifyRequest): boolean {
  const direct = request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
  return direct && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
}

async function answer(ask: () => Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer in time'), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask().catch(() => 'not reachable'), late]);
  } finally {
    clearTimeout(timer);
  }
}
