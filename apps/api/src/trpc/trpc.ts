import { READER_ROLES, type Role, SYSTEM_ROLES, UNIT_ROLES } from '@huzhu/domain/access/role';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { ERROR_CODES } from '@huzhu/domain/error/error-codes';
import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { RequestContext } from './context.ts';
import { traceRefusal } from './trace-refusal.ts';

/**
 * Who may call a procedure. `public` needs no session, `signed-in` any account, a list one of these roles.
 * Every procedure declares one; a test over the whole router fails on a procedure that does not.
 */
export interface ProcedureMeta {
  readonly policy: 'public' | 'signed-in' | readonly Role[];
}

const UNPROCESSED = '服务器没有回应，您填的内容还在。请再试，或致电 0755-83282383，报编号 {requestId}。';

const trpc = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    // Never a stack, never what zod or SQL said: a sentence and a number to read to the hotline.
    errorFormatter({ shape, error, ctx }) {
      const domain = error.cause instanceof DomainError ? error.cause : undefined;
      const invalid = error.code === 'BAD_REQUEST' && !domain;
      const requestId = ctx?.requestId ?? '';
      const sentence = domain
        ? domain.sentence
        : invalid
          ? fieldSentence(error.cause)
          : UNPROCESSED.replace('{requestId}', requestId);
      return {
        code: shape.code,
        message: sentence,
        data: {
          code: shape.data.code,
          httpStatus: domain ? ERROR_CODES[domain.code].status : shape.data.httpStatus,
          domainCode: domain?.code ?? (invalid ? 'INPUT_INVALID' : null),
          details: domain?.details ?? {},
          sentence,
          requestId,
        },
      };
    },
  });

/** The first sentence that a schema of ours wrote for a field; zod's own English never reaches the screen. */
function fieldSentence(cause: unknown): string {
  if (cause instanceof ZodError) {
    const written = cause.issues.find((issue) => /[\u4e00-\u9fff]/.test(issue.message));
    if (written) return written.message;
  }
  return ERROR_CODES.INPUT_INVALID.sentence;
}

const TRPC_CODES = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
  507: 'INTERNAL_SERVER_ERROR',
} as const;

export function asTrpcError(error: DomainError): TRPCError {
  return new TRPCError({ code: TRPC_CODES[ERROR_CODES[error.code].status], message: error.code, cause: error });
}

/**
 * DomainErrors become refusals with their status, and a person's leave a trace; anything else stays a bug and is logged with
 * its request id.
 */
const refusals = trpc.middleware(async ({ next, ctx, path, getRawInput }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  const domain = cause instanceof DomainError ? cause : undefined;
  const foreignFields = cause instanceof ZodError && cause.issues.some(({ code }) => code === 'unrecognized_keys');
  if (domain || foreignFields) {
    const input = (await getRawInput().catch(() => undefined)) as { number?: unknown } | null | undefined;
    const refusal = { act: path, code: domain?.code ?? 'INPUT_INVALID', foreignFields, number: input?.number };
    await traceRefusal(ctx.services, ctx.request, ctx.actor, refusal);
  }
  if (domain) throw asTrpcError(domain);
  return result;
});

/** Enforces the declared policy; a procedure without one is closed. */
const guarded = trpc.middleware(async ({ ctx, meta, next }) => {
  const policy = meta?.policy;
  if (policy === 'public') return next({ ctx });
  const actor = await ctx.actor();
  if (!actor) throw asTrpcError(new DomainError('SIGNED_OUT'));
  if (policy === undefined || (policy !== 'signed-in' && !actor.roles.some((role) => policy.includes(role)))) {
    throw asTrpcError(new DomainError('FORBIDDEN'));
  }
  return next({ ctx });
});

const base = trpc.procedure.use(refusals).use(guarded);

export const { router, createCallerFactory } = trpc;

/** Open to everybody: signing in, and what a paper proves to whoever holds it. */
export const publicProcedure = base.meta({ policy: 'public' });

/** A procedure for signed-in accounts; `actor` is in its context. */
export function procedureFor(policy: Exclude<ProcedureMeta['policy'], 'public'>) {
  return base.meta({ policy }).use(async ({ ctx, next }) => {
    const actor = await ctx.actor();
    if (!actor) throw asTrpcError(new DomainError('SIGNED_OUT'));
    return next({ ctx: { ...ctx, actor } });
  });
}

/** Those who work for a unit. */
export const unitProcedure = procedureFor(UNIT_ROLES);
export const readerProcedure = procedureFor(READER_ROLES);
export const signedInProcedure = procedureFor('signed-in');
/** Those who keep the servers running, and read no application. */
export const systemProcedure = procedureFor(SYSTEM_ROLES);
