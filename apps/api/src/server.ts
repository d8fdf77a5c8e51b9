import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { ERROR_CODES } from '@huzhu/domain/error/error-codes';
import type { Actor } from '@huzhu/operations/access/actor';
import type { Services } from '@huzhu/operations/services';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { type AppRouter, appRouter } from './app-router.ts';
import { registerApplicationExport } from './application/application-export.route.ts';
import type { Authentication } from './auth/authentication.ts';
import { registerPaperUploads } from './document/paper-upload.route.ts';
import { registerDownload } from './download/download.route.ts';
import { type HealthSources, registerHealth } from './health/health.route.ts';
import { registerInvoicePapers } from './invoice/invoice-paper.route.ts';
import type { ProgressSource } from './job/stream-status.ts';
import { registerLedgerProgress } from './ledger/ledger-progress.route.ts';
import { registerLedgerTemplate } from './ledger/ledger-template.route.ts';
import { registerLedgerUpload } from './ledger/ledger-upload.route.ts';
import { registerRowEvidence } from './ledger/row-evidence.route.ts';
import { registerMetrics } from './metrics/metrics.route.ts';
import { registerPaymentPapers } from './payment/payment-paper.route.ts';
import { registerPolicyDocument } from './policy/policy-document.route.ts';
import { registerPolicyExport } from './policy/policy-export.route.ts';
import { meansBoard } from './queue-desk/board-path.ts';
import { type QueueBoard, registerQueueBoard } from './queue-desk/queue-board.route.ts';
import { registerReceiptFiles } from './receipt/receipt-file.route.ts';
import { registerAnnotatedRoster } from './roster/annotated-roster.route.ts';
import { registerRosterProgress } from './roster/roster-progress.route.ts';
import { registerRosterTemplate } from './roster/roster-template.route.ts';
import { registerRosterUpload } from './roster/roster-upload.route.ts';
import type { RequestContext } from './trpc/context.ts';
import { refuseForeignOrigin } from './trpc/refuse-foreign-origin.ts';
import { traceRefusal } from './trpc/trace-refusal.ts';

export interface ServerOptions {
  readonly services: Services;
  readonly authentication: Authentication;
  readonly health: HealthSources;
  readonly progress: ProgressSource;
  /** bull-board's queues; without them there is the wall before it, and nothing behind. */
  readonly board?: QueueBoard;
  /** Who may read /metrics; nobody when absent. */
  readonly metricsToken?: string | undefined;
  readonly demo: boolean;
  readonly webDir: string;
  /** The address people type. */
  readonly publicUrl?: string | undefined;
  readonly trustedProxies: number;
  readonly logLevel: string;
  /** Where the log's lines go; standard output when absent. */
  readonly logTo?: { write(line: string): void };
}

const BODY_LIMIT = 1024 * 1024;

/** The HTTP server with everything mounted, not yet listening. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    logger:
      options.logLevel === 'silent'
        ? false
        : {
            level: options.logLevel,
            ...(options.logTo ? { stream: options.logTo } : {}),
            // Method, path and status only: query strings, headers and bodies may name a person.
            serializers: {
              req: (request) => ({ method: request.method, path: request.url.split('?')[0], id: request.id }),
              res: (reply) => ({ statusCode: reply.statusCode }),
            },
          },
    genReqId: () => requestNumber(),
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustedProxies > 0 ? (_address: string, hop: number) => hop < options.trustedProxies : false,
    routerOptions: { maxParamLength: 4096 },
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // antd writes style elements at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        // On plain http inside an office network this would break every request.
        upgradeInsecureRequests: null,
      },
    },
    // Said over plain http it would be ignored, and behind https only the address that people type tells us so.
    strictTransportSecurity: options.publicUrl?.startsWith('https://') ? { maxAge: 365 * 24 * 60 * 60 } : false,
  });
  await server.register(rateLimit, {
    max: 6000,
    timeWindow: '1 minute',
    allowList: (request) => request.url === '/healthz' || request.url === '/readyz',
    errorResponseBuilder: (_request, limit) =>
      new DomainError('TOO_MANY_REQUESTS', { seconds: Math.ceil(limit.ttl / 1000) }),
  });
  await server.register(multipart, {
    limits: { files: 1, fields: 0, parts: 1, headerPairs: 50, fileSize: Number.POSITIVE_INFINITY },
  });
  server.addHook('onRequest', refuseForeignOrigin);
  server.addHook('onSend', async (request, reply) => {
    // Answers belong to a person: no proxy and no browser keeps them.
    if (/^\/(api|trpc)\b/.test(request.url) && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
  server.setErrorHandler(async (error, request, reply) => {
    if (error instanceof DomainError) {
      await traceRefusal(options.services, request, () => options.authentication.actorOf(request), {
        act: `${request.method} ${request.routeOptions.url ?? '?'}`,
        code: error.code,
        number: (request.params as { number?: unknown } | null)?.number,
      });
      if (error.cause) request.log.warn({ error: describeBug(error) }, 'a request was refused');
      return reply
        .status(ERROR_CODES[error.code].status)
        .send({ code: error.code, sentence: error.sentence, requestId: request.id });
    }
    const status = (error as { statusCode?: number }).statusCode;
    if (status && status >= 400 && status < 500) {
      return reply
        .status(status)
        .send({ code: 'INPUT_INVALID', sentence: ERROR_CODES.INPUT_INVALID.sentence, requestId: request.id });
    }
    request.log.error({ error: describeBug(error) }, 'a request failed');
    return reply.status(500).send({
      code: 'BUG',
      sentence: `服务器没有回应，您填的内容还在。请再试，或致电 0755-83282383，报编号 ${request.id}。`,
      requestId: request.id,
    });
  });

  const routes = { services: options.services, authentication: options.authentication };
  registerHealth(server, options.health);
  registerMetrics(server, {
    services: options.services,
    token: options.metricsToken,
    procedures: Object.keys(appRouter._def.procedures),
  });
  await registerQueueBoard(server, { ...routes, board: options.board });
  registerApplicationExport(server, routes);
  registerDownload(server, { ...routes, demo: options.demo });
  registerRosterUpload(server, routes);
  registerRosterTemplate(server, routes);
  registerAnnotatedRoster(server, routes);
  registerRosterProgress(server, { ...routes, progress: options.progress });
  registerLedgerUpload(server, routes);
  registerLedgerTemplate(server, routes);
  registerLedgerProgress(server, { ...routes, progress: options.progress });
  registerRowEvidence(server, routes);
  registerPaymentPapers(server, routes);
  registerPaperUploads(server, routes);
  registerInvoicePapers(server, routes);
  registerReceiptFiles(server, routes);
  registerPolicyDocument(server, routes);
  registerPolicyExport(server, routes);
  await server.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      maxBatchSize: 20,
      // Queries with a name or a number travel as POST: their terms must not stand in an address.
      allowMethodOverride: true,
      createContext: ({ req, res }): RequestContext => {
        let actor: Promise<Actor | undefined> | undefined;
        return {
          services: options.services,
          authentication: options.authentication,
          demo: options.demo,
          requestId: req.id,
          request: req,
          reply: res,
          actor: () => {
            actor ??= options.authentication.actorOf(req);
            return actor;
          },
        };
      },
      onError: ({ error, path, ctx }) => {
        if (error.cause instanceof DomainError) {
          // A refusal with a cause behind it (BUSY) is no bug, and not nothing either.
          if (error.cause.cause) {
            ctx?.request.log.warn({ procedure: path, error: describeBug(error.cause) }, 'a procedure was refused');
          }
          return;
        }
        if (error.code === 'METHOD_NOT_SUPPORTED' && ctx) {
          const refusal = { act: `${ctx.request.method} ${path}`, code: 'FORBIDDEN' } as const;
          void traceRefusal(options.services, ctx.request, ctx.actor, refusal);
        }
        // Whoever asks for what does not exist, or asks wrongly, found no bug of ours.
        if (error.code !== 'INTERNAL_SERVER_ERROR') return;
        ctx?.request.log.error({ procedure: path, error: describeBug(error.cause ?? error) }, 'a procedure failed');
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  });
  await serveWeb(server, options.webDir);
  return server;
}

/** Short enough to read to the hotline, e.g. `R-8F2K31QX`: no vowels, no look-alikes. */
function requestNumber(): string {
  const alphabet = '23456789BCDFGHJKMNPQRSTVWXYZ';
  const bytes = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
  return `R-${[...bytes.subarray(0, 8)].map((byte) => alphabet[byte % alphabet.length]).join('')}`;
}

/** Name, code and place of a bug; messages of the database may quote values, so they stay out of the log. */
interface Bug {
  readonly name: string;
  readonly code?: unknown;
  readonly frames?: readonly string[];
  readonly cause?: Bug | undefined;
}

function describeBug(error: unknown): Bug {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    name: error.name,
    code,
    frames: frames.slice(0, 6),
    cause: error.cause ? describeBug(error.cause) : undefined,
  };
}

async function serveWeb(server: FastifyInstance, webDir: string): Promise<void> {
  const root = resolve(webDir);
  if (!existsSync(root)) return;
  await server.register(fastifyStatic, {
    root,
    wildcard: false,
    // Sources stay at home, whatever a build left in the folder.
    globIgnore: ['**/*.map'],
    setHeaders: (reply, path) => {
      // Built files carry a hash in their name; index.html must be asked for again.
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/(api|trpc|metrics)\b/.test(request.url) &&
      !meansBoard(request.url) &&
      !/\.\w+$/.test(request.url.split('?')[0] ?? '');
    if (isPage) return reply.sendFile('index.html');
    return reply
      .status(404)
      .send({ code: 'NOT_FOUND', sentence: ERROR_CODES.NOT_FOUND.sentence, requestId: request.id });
  });
}
