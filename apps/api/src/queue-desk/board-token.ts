import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BOARD_PATH } from './board-path.ts';

// The names that the board's own page (axios) knows: it sends the cookie's value back in the header.
const COOKIE = 'XSRF-TOKEN';
const HEADER = 'x-xsrf-token';

/** Bound to the session: a token of another session, or one made up by another site, is none. */
function tokenOf(request: FastifyRequest, key: string): string {
  const session = (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.includes('huzhu.'))
    .sort()
    .join(';');
  return createHmac('sha256', key).update(`queue board\n${session}`).digest('base64url');
}

/** Gives the page its token; readable by the page, sent nowhere but to the board. */
export function giveBoardToken(request: FastifyRequest, reply: FastifyReply, key: string): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  reply.header('set-cookie', `${COOKIE}=${tokenOf(request, key)}; Path=${BOARD_PATH}; SameSite=Strict${secure}`);
}

/** An act needs the token and must come from our own page: browsers state the origin on everything that is no GET. */
export function requireBoardToken(request: FastifyRequest, key: string): void {
  const given = request.headers[HEADER];
  const wanted = tokenOf(request, key);
  const own = request.headers.origin !== undefined || request.headers['sec-fetch-site'] === 'same-origin';
  const right =
    typeof given === 'string' &&
    given.length === wanted.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
  if (!own || !right) throw new DomainError('FORBIDDEN');
}
