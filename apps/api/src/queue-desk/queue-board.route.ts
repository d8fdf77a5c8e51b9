import { createBullBoard } from '@bull-board/api';
import { FastifyAdapter } from '@bull-board/fastify';
import { SYSTEM_ROLES } from '@huzhu/domain/access/role';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { ERROR_CODES } from '@huzhu/domain/error/error-codes';
import { recordBoardAct } from '@huzhu/operations/queue-desk/record-board-act';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { traceRefusal } from '../trpc/trace-refusal.ts';
import { BOARD_ACTS } from './board-acts.ts';
import { BOARD_PATH, meansBoard } from './board-path.ts';
import { giveBoardToken, requireBoardToken } from './board-token.ts';

export interface QueueBoard {
  /** packages/jobs, boardQueues. */
  readonly queues: Parameters<typeof createBullBoard>[0]['queues'];
  /** Makes the tokens of its acts; the same in every API process. */
  readonly tokenKey: string;
}

interface Options {
  readonly services: Services;
  readonly authentication: Authentication;
  readonly board: QueueBoard | undefined;
}

const READING = ['GET', 'HEAD'];

/**
 * bull-board at /admin/queues, for system_admin alone. It has no authentication of its own, so the wall stands before
 * the whole server: whatever means the board is refused before any route is looked for, its scripts and pictures too.
 */
export async function registerQueueBoard(server: FastifyInstance, { services, authentication, board }: Options) {
  /** On the board's own routes its plugin answers errors, so that the server's handler leaves no trace of a refusal. */
  const traced = async (request: FastifyRequest, guard: () => Promise<void>) =>
    guard().catch(async (error: unknown) => {
      const route = request.routeOptions.url ?? '';
      if (error instanceof DomainError && route.startsWith(BOARD_PATH)) {
        const refusal = { act: `${request.method} ${route}`, code: error.code };
        await traceRefusal(services, request, () => authentication.actorOf(request), refusal);
      }
      throw error;
    });
  server.addHook('onRequest', async (request) => {
    if (!meansBoard(request.raw.url ?? '') && !meansBoard(request.url)) return;
    await traced(request, async () => void (await requireActor(authentication, request, SYSTEM_ROLES)));
  });
  if (!board) return;
  const adapter = new FastifyAdapter().setBasePath(BOARD_PATH);
  createBullBoard({
    queues: board.queues,
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: '原始队列', hideRedisDetails: true, locale: { lng: 'zh-CN' } } },
  });
  // Its own would answer a refusal as 500 and repeat what was thrown.
  adapter.setErrorHandler((error) => {
    const code = error instanceof DomainError ? error.code : 'BUSY';
    const refusal = new DomainError(code);
    // Its types know no 401.
    return { status: ERROR_CODES[code].status, body: { code, sentence: refusal.sentence } } as never;
  });
  await server.register(async (scope) => {
    // Again for the routes themselves: a way of writing the address that the wall has not thought of ends here.
    scope.addHook('onRequest', async (request, reply) => {
      await requireActor(authentication, request, SYSTEM_ROLES);
      reply.header('cache-control', 'no-store');
      if (READING.includes(request.method)) giveBoardToken(request, reply, board.tokenKey);
      else await traced(request, async () => requireBoardToken(request, board.tokenKey));
    });
    scope.addHook('preHandler', async (request) => {
      if (READING.includes(request.method)) return;
      await traced(request, () => writeDown(services, authentication, board, request));
    });
    // Its page asks Google for a font; nobody's browser is sent there.
    scope.addHook('onSend', async (_request, _reply, payload) =>
      typeof payload === 'string' && payload.startsWith('<!DOCTYPE')
        ? payload.replace(/<link href="https?:\/\/[^>]*>/g, '')
        : payload,
    );
    await scope.register(adapter.registerPlugin(), { prefix: BOARD_PATH });
  });
}

async function writeDown(
  services: Services,
  authentication: Authentication,
  board: QueueBoard,
  request: FastifyRequest,
): Promise<void> {
  const route = (request.routeOptions.url ?? '').slice(BOARD_PATH.length);
  const action = BOARD_ACTS[`${request.method} ${route}`];
  // What would add, change or empty past the truth in Postgres is not offered.
  if (!action) throw new DomainError('FORBIDDEN');
  const { queueName = '', jobId, queueStatus } = request.params as Readonly<Record<string, string>>;
  const queue = board.queues.find((candidate) => candidate.getName() === queueName);
  if (!queue) throw new DomainError('NOT_FOUND');
  if (queue.readOnlyMode) throw new DomainError('FORBIDDEN');
  const actor = await requireActor(authentication, request, SYSTEM_ROLES);
  await recordBoardAct(services, actor, {
    action,
    queue: queueName,
    entry: jobId,
    status: queueStatus,
    paused: route.endsWith('/pause') ? true : route.endsWith('/resume') ? false : undefined,
  });
  request.log.info({ action, queue: queueName, entry: jobId, staffId: actor.staffId }, 'an act at the queue board');
}
