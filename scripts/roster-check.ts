import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { READER_LIMITS } from '@huzhu/documents/workbook/reader-limits';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays, type CalendarDate, parseDate } from '@huzhu/domain/calendar/calendar-date';
import { checkLedger } from '@huzhu/domain/ledger/check-ledger';
import { PLAN_CODES, type PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { ISSUE_CODES, type IssueCode, issueSentence, type RowIssue } from '@huzhu/domain/roster/issue-codes';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { readLedger } from '@huzhu/operations/ledger/read-ledger';
import { readRosterInThread } from '@huzhu/operations/roster/read-roster-in-thread';

/**
 * `npm run -s roster:check -- FILE [--plan CODE]… [--ledger FILE] [--effective YYYY-MM-DD] [--as-of YYYY-MM-DD] [--json]`
 *
 * Reads and checks a roster exactly as an import does, without database or secrets. Prints one JSON document with
 * `--json`, else a table. Exit 0: no error issue; 1: error issues; 2: refused, or the command cannot be understood.
 */

const USAGE =
  '用法：npm run -s roster:check -- 文件 [--ledger 台账] [--plan CI2021] [--effective 2026-12-01] [--as-of 2026-11-23] [--json]';

/** The command itself cannot be carried out; told like a refusal, with codes of its own. */
class CommandRefused extends Error {
  readonly code: string;
  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

interface Command {
  readonly file: string;
  readonly ledger: string | undefined;
  readonly plans: readonly PlanCode[];
  readonly asOf: CalendarDate;
  readonly effective: CalendarDate;
}

function readCommand(args: readonly string[]): Command {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch {
    throw new CommandRefused('BAD_OPTION', `看不懂这条命令。${USAGE}`);
  }
  const { values, positionals } = parsed;
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new CommandRefused('BAD_OPTION', `请给出一个文件。${USAGE}`);
  const asOf = values['as-of'] === undefined ? shanghaiDate(new Date()) : dateOption('--as-of', values['as-of']);
  const effective = values.effective === undefined ? addDays(asOf, 1) : dateOption('--effective', values.effective);
  return { file, ledger: values.ledger, plans: planOption(values.plan ?? ['CI2021']), asOf, effective };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      plan: { type: 'string', multiple: true },
      ledger: { type: 'string' },
      effective: { type: 'string' },
      'as-of': { type: 'string' },
    },
  });
}

function dateOption(name: string, text: string): CalendarDate {
  const date = parseDate(text);
  if (!date) throw new CommandRefused('BAD_OPTION', `${name} 应为 YYYY-MM-DD，且确有这一天。${USAGE}`);
  return date;
}

function planOption(given: readonly string[]): PlanCode[] {
  const codes = [...new Set(given.flatMap((text) => text.split(',')).map((code) => code.trim().toUpperCase()))];
  const known = codes.filter((code): code is PlanCode => (PLAN_CODES as readonly string[]).includes(code));
  if (known.length !== codes.length || known.length === 0) {
    throw new CommandRefused('BAD_OPTION', `--plan 可用的计划有 ${PLAN_CODES.join('、')}。${USAGE}`);
  }
  if (known.length > 1 && known.some((code) => !seedPlan(code).combinable)) {
    throw new CommandRefused('BAD_OPTION', '子女意外互助保障计划要单独参保，请只写 --plan CHILD。');
  }
  return known;
}

async function readInput(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CommandRefused('FILE_MISSING', '没有找到这个文件，请核对路径。');
  if (!found.isFile()) throw new CommandRefused('FILE_MISSING', '这不是一个文件，请给出 .xlsx 文件的路径。');
  if (found.size > READER_LIMITS.fileBytes) {
    throw new FileRefused('FILE_TOO_LARGE', { limit: READER_LIMITS.fileBytes / 1024 / 1024 });
  }
  return readFile(path).catch(() => {
    throw new CommandRefused('FILE_UNREADABLE', '这个文件读不出来，请核对权限。');
  });
}

interface Report {
  readonly sheet: string;
  readonly rows: readonly { readonly row: CheckedRow; readonly issues: readonly RowIssue[] }[];
}

async function check(command: Command): Promise<Report> {
  const context = {
    plans: command.plans.map((code) => ({ version: seedPlan(code), defaultShares: 1 })),
    effectiveDate: command.effective,
    today: command.asOf,
  };
  const checkAgainstLedger = await ledgerCheck(command);
  let sheet = '';
  const rows: CheckedRow[] = [];
  let twins = new Map<number, RowIssue>();
  for await (const event of readRosterInThread(await readInput(command.file), { context })) {
    if (event.kind === 'sheet') sheet = event.sheet;
    else if (event.kind === 'rows') rows.push(...event.rows);
    else twins = new Map(event.twins);
  }
  const reported = rows.map((row) => {
    const twin = twins.get(row.rowNumber);
    return { row, issues: [...row.issues, ...(twin ? [twin] : []), ...checkAgainstLedger(row)] };
  });
  // A file may hold its rows in any order; a sheet shows them by number.
  reported.sort((a, b) => a.row.rowNumber - b.row.rowNumber);
  return { sheet, rows: reported };
}

async function ledgerCheck({ ledger: path, plans, asOf }: Command): Promise<(row: CheckedRow) => RowIssue[]> {
  if (path === undefined) return () => [];
  try {
    const ledger = await readLedger(Buffer.from(await readInput(path)));
    return (row) => checkLedger(row, { ledger, today: asOf, plans: plans.map((code) => seedPlan(code)) });
  } catch (error) {
    if (!(error instanceof FileRefused || error instanceof CommandRefused)) throw error;
    const sentence = error instanceof FileRefused ? error.sentence : error.message;
    throw new CommandRefused(error.code, `社保台账：${sentence}`);
  }
}

function toJson({ sheet, rows }: Report) {
  const counts: Partial<Record<IssueCode, number>> = {};
  const listed = rows.map(({ row, issues }) => {
    const codes = [...new Set(issues.map((issue) => issue.code))];
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
    return { row: row.rowNumber, name: row.values.name, idNumber: row.values.idNumber, issues: codes };
  });
  return { outcome: 'parsed', sheet, dataRows: rows.length, rows: listed, counts };
}

function toTable({ sheet, rows }: Report): string {
  const lines = [`工作表“${sheet}”，共 ${rows.length} 人。`];
  for (const { row, issues } of rows) {
    for (const issue of issues) {
      const { severity, cause } = ISSUE_CODES[issue.code];
      const mark = severity === 'error' ? '错误' : '提示';
      lines.push(`第 ${row.rowNumber} 行\t${row.values.name}\t${mark}\t${cause}：${issueSentence(issue)}`);
    }
  }
  if (lines.length === 1) lines.push('没有发现问题。');
  return lines.join('\n');
}

function hasErrors({ rows }: Report): boolean {
  return rows.some(({ issues }) => issues.some((issue) => ISSUE_CODES[issue.code].severity === 'error'));
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    const report = await check(readCommand(args));
    process.stdout.write(`${json ? JSON.stringify(toJson(report)) : toTable(report)}\n`);
    return hasErrors(report) ? 1 : 0;
  } catch (error) {
    const code = error instanceof FileRefused || error instanceof CommandRefused ? error.code : 'INTERNAL';
    let message = '没有导入：程序出错了，请把文件交给维护人员。';
    if (error instanceof FileRefused) message = error.sentence;
    if (error instanceof CommandRefused) message = error.message;
    process.stdout.write(`${json ? JSON.stringify({ outcome: 'refused', code, message }) : message}\n`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
