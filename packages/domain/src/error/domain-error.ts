import { type ErrorCode, errorSentence } from './error-codes.ts';
import type { ErrorDetails } from './error-details.ts';

export type { ErrorDetails } from './error-details.ts';

/**
 * A refusal that the user is meant to understand.
 * `message` is the code (for logs), `sentence` the Chinese sentence for the screen.
 * Anything that is thrown and is not a DomainError is a bug: the screen then shows a request id only.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }

  get sentence(): string {
    return errorSentence(this.code, this.details);
  }
}
