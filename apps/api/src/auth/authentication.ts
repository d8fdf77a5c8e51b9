import { setTimeout as delay } from 'node:timers/promises';
import { findStaffByAuthUser } from '@huzhu/db/account/read-staff';
import type { Database } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { Role } from '@huzhu/domain/access/role';
import type { signInInput } from '@huzhu/domain/account/account.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { Actor } from '@huzhu/operations/access/actor';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Auth } from './create-auth.ts';
import { SignInGate } from './sign-in-gate.ts';

/**
 * Signing in and out, and who is signed in. better-auth keeps passwords and sessions; its own HTTP endpoints are not
 * mounted, so that these three methods are the whole surface.
 */
export interface Authentication {
  signIn(request: FastifyRequest, reply: FastifyReply, input: z.infer<typeof signInInput>): Promise<Actor>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Roles and units are read anew for every request: a role that was taken away is gone at once. */
  actorOf(request: FastifyRequest): Promise<Actor | undefined>;
}

/** A pool of ten connections may have said ten last words; one question meets few of them. */
const ATTEMPTS = 5;

export function createAuthentication(db: Database, auth: Auth): Authentication {
  const gate = new SignInGate(db);

  async function loadActor(authUserId: string, address: string): Promise<Actor | undefined> {
    const staff = await withScope(db, { unitIds: [] }, (tx) => findStaffByAuthUser(tx, authUserId));
    if (!staff || staff.disabled) return undefined;
    const { id, disabled: _, ...rest } = staff;
    return { ...rest, staffId: id, address };
  }

  /** better-auth says only that it failed: whether the database is away, the database is asked. */
  async function reasonOf(failure: unknown): Promise<unknown> {
    return withScope(db, { unitIds: [] }, async () => failure).catch((busy: unknown) => busy);
  }

  /**
   * Asks better-auth, again while the database answers: a question may have met the last words of a connection that the
   * server ended (retry-transaction.ts). A session that is made twice by this is one whose token nobody was told.
   */
  async function asking<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (failure) {
        // Not in the same turn: postgres.js 3.4.9 forgets to send what is handed to a connection between its end and the news
        // of its end, and then holds back the greeting of the successor too, until its 8 s to connect are over.
        await delay(10 * attempt);
        const reason = await reasonOf(failure);
        if (attempt === ATTEMPTS || reason !== failure) throw reason;
      }
    }
  }

  const judged = (ask: () => Promise<Response>): Promise<Response> =>
    asking(async () => {
      const response = await ask();
      if (response.status >= 500) throw new Error(`better-auth answered ${response.status}`);
      return response;
    });

  return {
    async signIn(request, reply, input) {
      const attempt = await gate.open(input.login, request.ip);
      // A try that the database could not judge is no wrong password.
      const response = await judged(() =>
        auth.api.signInUsername({
          body: { username: attempt.username, password: input.password },
          headers: headersOf(request),
          asResponse: true,
        }),
      );
      const body = response.ok ? ((await response.json()) as { user?: { id?: string } } | null) : null;
      const actor = body?.user?.id ? await loadActor(body.user.id, request.ip) : undefined;
      // The same refusal for an unknown name, a wrong password and a disabled account.
      if (!actor) throw await gate.refusal(attempt);
      await gate.succeeded(attempt);
      forwardCookies(response, reply);
      return actor;
    },

    async signOut(request, reply) {
      const response = await judged(() => auth.api.signOut({ headers: headersOf(request), asResponse: true }));
      forwardCookies(response, reply);
    },

    async actorOf(request) {
      const session = await asking(() => auth.api.getSession({ headers: headersOf(request) }));
      return session ? loadActor(session.user.id, request.ip) : undefined;
    },
  };
}

function forwardCookies(response: Response, reply: FastifyReply): void {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie);
  if (request.headers['user-agent']) headers.set('user-agent', request.headers['user-agent']);
  headers.set('x-forwarded-for', request.ip);
  return headers;
}

/** A session with one of these roles is needed; the policy of the routes that are no tRPC procedures. */
export async function requireActor(
  authentication: Authentication,
  request: FastifyRequest,
  policy: readonly Role[],
): Promise<Actor> {
  const actor = await authentication.actorOf(request);
  if (!actor) throw new DomainError('SIGNED_OUT');
  if (!actor.roles.some((role) => policy.includes(role))) throw new DomainError('FORBIDDEN');
  return actor;
}
