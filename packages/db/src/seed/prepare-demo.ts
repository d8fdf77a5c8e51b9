import { coverEnd, groupEnrolled, premiumLines } from '@huzhu/domain/application/premium';
import { addDays, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { LedgerRow } from '@huzhu/domain/ledger/read-ledger-row';
import type { PlanCode, PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { CheckedRow, RawCell } from '@huzhu/domain/roster/roster-row';
import type { SealedLedgerRow } from '../ledger/copy-ledger.ts';
import type { SealedRow } from '../roster/sealed-row.ts';
import { type DemoApplication, type DemoCells, demoCells, demoPerson, nonParticipants } from './demo-applications.ts';
import { type DemoHistory, demoHistory, FIRST_ROW } from './demo-history.ts';
import { type DemoLedgerCells, demoLedger, type LedgerGaps, readDemoLedger } from './demo-ledger.ts';

export interface DemoFile {
  readonly storageKey: string;
  readonly size: number;
  readonly sha256: Uint8Array;
}

export interface DemoTools {
  /** The business date: every date of the demo is counted from it. */
  readonly today: CalendarDate;
  /** Seals and hashes a checked row with the installation's keys, as the import does. */
  readonly seal: (row: CheckedRow) => SealedRow;
  readonly sealLedger: (row: LedgerRow) => SealedLedgerRow;
  readonly writeRoster: (plans: readonly PlanVersion[], rows: readonly DemoCells[]) => Promise<Uint8Array>;
  readonly writeLedger: (rows: readonly DemoLedgerCells[]) => Promise<Uint8Array>;
  /** A PNG. */
  readonly scan: Uint8Array;
  /** Stores bytes encrypted, as an upload is. */
  readonly store: (content: Uint8Array) => Promise<DemoFile>;
}

/** A roster and the 社保台账 beside it, both read to the end. */
export interface PreparedImport {
  readonly rosterAt: string;
  readonly roster: DemoFile;
  readonly rows: readonly SealedRow[];
  /** The first day of cover, at which ages were counted. */
  readonly start: CalendarDate;
  readonly frozenAt: string | null;
  /** The day by whose month the ledger was asked last. */
  readonly judgedOn: CalendarDate;
  /** Absent: the one that was uploaded before counts on. */
  readonly ledger?: PreparedLedger;
}

export interface PreparedLedger {
  readonly at: string;
  readonly file: DemoFile;
  readonly month: string;
  readonly rows: readonly SealedLedgerRow[];
}

export interface PreparedApplication {
  readonly application: DemoApplication;
  readonly plans: readonly { readonly version: PlanVersion; readonly shares: number }[];
  readonly history: DemoHistory;
  /** First day of cover by which the rows were judged, and the last. */
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  readonly requestedDate: CalendarDate | null;
  readonly rows: readonly SealedRow[];
  readonly premiumFen: number;
  /** In the order in which they counted; none when there is no roster. */
  readonly imports: readonly PreparedImport[];
  readonly evidence: readonly { readonly ledgerHash: Uint8Array; readonly at: string; readonly file: DemoFile }[];
}

/** Everything of an application of the demo that needs no database: its rows checked and sealed, its files stored. */
export async function prepareDemo(application: DemoApplication, tools: DemoTools): Promise<PreparedApplication> {
  const plans = Object.entries(application.plans).map(([code, shares]) => ({
    version: seedPlan(code as PlanCode),
    shares,
  }));
  const history = demoHistory(application, plans, tools.today);
  const requestedDate = history.requestedDate;
  const start = requestedDate ?? addDays(history.day, 1);
  const [first] = plans;
  if (!first) throw new Error('an application of the demo has a plan');
  const lines = application.persons.map((person, position) => {
    const cells = withShares(demoCells(person, position), plans);
    return application.change?.(cells, position) ?? cells;
  });
  const versions = plans.map((plan) => plan.version);
  const context = {
    plans: plans.map(({ version, shares }) => ({ version, defaultShares: shares })),
    effectiveDate: start,
    today: history.day,
    date1904: false,
  };
  const checked = lines.map((cells, position) =>
    checkRow({ rowNumber: position + FIRST_ROW, hidden: false, cells: asCells(cells) }, context),
  );
  const premium = premiumLines(groupEnrolled(checked.map((row) => row.values.shares)), versions);
  const rows = checked.map(tools.seal);
  const workbook = lines.length > 0 ? await tools.writeRoster(versions, lines) : undefined;
  return {
    application,
    plans,
    history,
    start,
    end: coverEnd(first.version, start),
    requestedDate,
    rows,
    premiumFen: premium.reduce((sum, line) => sum + line.amountFen, 0),
    imports: workbook ? await prepareImports(application, { history, start, rows, workbook }, tools) : [],
    evidence: await prepareEvidence(application, history, rows, tools),
  };
}

async function prepareImports(
  application: DemoApplication,
  {
    history: { imports, later, submittedAt, day },
    workbook,
    ...list
  }: {
    readonly history: DemoHistory;
    readonly start: CalendarDate;
    readonly rows: readonly SealedRow[];
    readonly workbook: Uint8Array;
  },
  tools: DemoTools,
): Promise<PreparedImport[]> {
  const ledgerOf = async (at: string, on: CalendarDate, gaps: LedgerGaps = {}): Promise<PreparedLedger> => {
    const month = on.slice(0, 7);
    const others = nonParticipants(application.persons);
    const cells = demoLedger(month, application.persons.map(demoPerson), { gaps, others });
    const file = await tools.store(await tools.writeLedger(cells));
    return { at, month, file, rows: readDemoLedger(cells).map(tools.sealLedger) };
  };
  const found: PreparedImport[] = [
    {
      ...list,
      rosterAt: imports.rosterAt,
      roster: await tools.store(workbook),
      frozenAt: submittedAt,
      judgedOn: day,
      ledger: await ledgerOf(imports.ledgerAt, imports.day, application.ledger),
    },
  ];
  if (later) {
    const gaps = application.laterLedger;
    found.push({
      ...list,
      rosterAt: later.rosterAt,
      roster: await tools.store(workbook),
      frozenAt: null,
      judgedOn: later.day,
      ...(gaps && { ledger: await ledgerOf(later.ledgerAt, later.day, gaps) }),
    });
  }
  return found;
}

async function prepareEvidence(
  application: DemoApplication,
  history: DemoHistory,
  rows: readonly SealedRow[],
  tools: DemoTools,
): Promise<PreparedApplication['evidence']> {
  const evidence: PreparedApplication['evidence'][number][] = [];
  for (const position of application.proven ?? []) {
    const ledgerHash = rows[position]?.ledgerHash;
    if (!ledgerHash) throw new Error('evidence of the demo belongs to nobody');
    evidence.push({ ledgerHash, at: history.imports.evidenceAt, file: await tools.store(tools.scan) });
  }
  return evidence;
}

/** A man on a roster with a plan for women stands there with 0 份. */
function withShares(cells: DemoCells, plans: PreparedApplication['plans']): DemoCells {
  if (plans.length < 2) return cells;
  const refused = plans.filter(({ version }) => version.sex === 'female' && cells.sex === '男');
  return { ...cells, ...Object.fromEntries(refused.map(({ version }) => [`shares:${version.code}`, '0'])) };
}

function asCells(cells: DemoCells): Partial<Record<RosterField, RawCell>> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([field, text]) => (text ? [[field, { kind: 'text' as const, text }]] : [])),
  );
}
