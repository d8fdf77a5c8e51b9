import type { Processor } from '@huzhu/jobs/runtime/run-attempt';
import { importRoster } from '@huzhu/operations/roster/import-roster';
import type { Services } from '@huzhu/operations/services';

/** Reads, checks and stores an uploaded roster. */
export function parseRosterProcessor(services: Services): Processor<'parse-roster'> {
  return ({ payload, attempt, signal, progress }) =>
    importRoster(services, { ...attempt, rosterVersionId: payload.rosterVersionId, signal, report: progress });
}
