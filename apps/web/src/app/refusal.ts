import type { ErrorCode } from '@huzhu/domain/error/error-codes';
import { HOTLINE } from './hotline.ts';

/** What went wrong, ready for the screen. `code` is null when the server did not answer in its own words. */
export interface Refusal {
  readonly code: ErrorCode | null;
  readonly sentence: string;
  readonly requestId: string | null;
}

/** Reads `{ domainCode, sentence, requestId }` from a tRPC error or `{ code, sentence, requestId }` from a REST answer. */
export function refusalOf(error: unknown): Refusal {
  const data = record(record(error)?.data) ?? record(error);
  const requestId = text(data?.requestId);
  const sentence = text(data?.sentence);
  const code = text(data?.domainCode) ?? text(data?.code);
  if (sentence && code) return { code: code as ErrorCode, sentence, requestId };
  const number = requestId ? `，报编号 ${requestId}` : '';
  return {
    code: null,
    sentence: `服务器没有回应，您填的内容还在。请再试，或致电 ${HOTLINE}${number}。`,
    requestId,
  };
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
