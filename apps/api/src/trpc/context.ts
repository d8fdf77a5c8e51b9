import type { Actor } from '@huzhu/operations/access/actor';
import type { Services } from '@huzhu/operations/services';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authentication } from '../auth/authentication.ts';

/** What a procedure has at hand. The actor comes from the session, never from the input. */
export interface RequestContext {
  readonly services: Services;
  readonly authentication: Authentication;
  readonly demo: boolean;
  readonly requestId: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Resolved once per request; undefined when nobody is signed in. */
  readonly actor: () => Promise<Actor | undefined>;
}
