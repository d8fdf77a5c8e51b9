import { evidencedPersons } from '@huzhu/db/ledger/row-evidence-store';
import { countMatching, listRows, type RosterRowWithIssues, type RowFilter } from '@huzhu/db/roster/read-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { ageOn, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import type { listReviewRowsInput, ReviewRow, ReviewShow, reviewRowPage } from '@huzhu/domain/review/review.schema';
import { issueSentence, LEDGER_ISSUES } from '@huzhu/domain/roster/issue-codes';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import { referenceTerm } from '../application/reference-term.ts';
import type { Services } from '../services.ts';
import { personFilter } from './list-rows.ts';
import { ledgerStandingOf } from './view-row.ts';

/** What each choice of the reviewer filters by. */
const FILTERS: Readonly<Record<ReviewShow, RowFilter>> = {
  all: { show: 'all' },
  warnings: { show: 'warnings' },
  ledger: { show: 'all', codes: LEDGER_ISSUES },
  corrected: { show: 'corrected' },
};

/** A page of a submitted roster for the society: masked, with ages. A draft is the unit's own and shows nobody. */
export async function listReviewRows(
  services: Services,
  actor: Actor,
  input: z.infer<typeof listReviewRowsInput>,
): Promise<z.infer<typeof reviewRowPage>> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    const { rosterVersionId, submittedAt } = application;
    if (!rosterVersionId || !submittedAt) return { rows: [], total: 0, next: null };
    const filter = { ...FILTERS[input.show], ...personFilter(services, input.query) };
    const page = { after: input.cursor ?? 0, limit: input.limit };
    const rows = await listRows(tx, rosterVersionId, filter, page);
    const total = input.cursor ? null : await countMatching(tx, rosterVersionId, filter);
    const evidenced = await evidencedPersons(tx, application.id);
    const day = application.effectiveDate ?? referenceTerm(application, today).start;
    const last = rows.at(-1);
    return {
      rows: rows.map((row) => viewReviewRow(row, day, evidenced)),
      total,
      next: rows.length === input.limit && last ? last.rowNumber : null,
    };
  });
}

function viewReviewRow(row: RosterRowWithIssues, day: CalendarDate, evidenced: ReadonlySet<string>): ReviewRow {
  return {
    rowNumber: row.rowNumber,
    name: row.name,
    documentType: row.documentType ? DOCUMENT_TYPES[row.documentType] : '',
    idMasked: row.idMasked,
    sex: row.sex,
    age: row.birthDate ? ageOn(row.birthDate, day) : null,
    phone: row.phone ? maskPhone(row.phone) : '',
    shares: row.shares,
    hireDate: row.hireDate ?? '',
    note: row.note,
    corrected: row.corrected,
    ledger: ledgerStandingOf(row),
    ledgerName: row.ledgerName,
    evidence: row.ledgerHash !== null && evidenced.has(Buffer.from(row.ledgerHash).toString('hex')),
    issues: row.issues.map((issue) => ({
      field: issue.field,
      severity: issue.severity,
      sentence: issueSentence(issue),
    })),
  };
}
