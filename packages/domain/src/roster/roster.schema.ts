import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';
import { jobState } from '../job/job-state.ts';
import { ledgerStanding } from '../ledger/ledger.schema.ts';
import { documentType } from '../person/document-type.ts';
import { ISSUE_CODES, type IssueCode } from './issue-codes.ts';
import { rosterField } from './roster-field.ts';

export const issueCode = z.enum(Object.keys(ISSUE_CODES) as [IssueCode, ...IssueCode[]]);

/** The stages an import passes, in order, with the words of the progress line. */
export const IMPORT_STAGES = {
  uploaded: '上传',
  reading: '读取工作表',
  checking: '逐行检查',
  matching: '查重',
  done: '完成',
} as const;
export const importStage = z.enum(
  Object.keys(IMPORT_STAGES) as [keyof typeof IMPORT_STAGES, ...(keyof typeof IMPORT_STAGES)[]],
);

export const issueView = z.object({
  code: issueCode,
  severity: z.enum(['error', 'warning']),
  field: z.union([rosterField, z.literal('row')]),
  planCode: z.string().nullable(),
  /** Without row and field. */
  sentence: z.string(),
  /** Row numbers of twins, for 比较两行. */
  twinRows: z.array(z.int()),
  /** A sure remedy that one press applies: the value to put into `field`. Never an ID number. */
  suggestion: z.object({ field: rosterField, value: z.string(), label: z.string() }).nullable(),
});
export type IssueView = z.infer<typeof issueView>;

/** A row as the list shows it. The ID is masked unless the row has an ID issue in one's own editable draft. */
export const rosterRowView = z.object({
  rowNumber: z.int(),
  name: z.string(),
  documentType: documentType.nullable(),
  /** What was typed when the type is not recognised. */
  documentTypeText: z.string(),
  idMasked: z.string(),
  /** Full number, only where domain and reliability rules allow it (own draft, row with an ID_* issue). */
  idNumber: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  sexText: z.string(),
  birthDate: calendarDate.nullable(),
  birthDateText: z.string(),
  phone: z.string(),
  shares: z.record(z.string(), z.int()),
  sharesText: z.record(z.string(), z.string()),
  hireDate: calendarDate.nullable(),
  note: z.string(),
  /** The employee through whom a child is insured; empty for other plans. */
  employeeName: z.string(),
  employeeIdMasked: z.string(),
  /** As idNumber. */
  employeeIdNumber: z.string().nullable(),
  /** Made by hand: it stands in no sheet. */
  byHand: z.boolean(),
  deleted: z.boolean(),
  /** What the 社保台账 says, where there is one; `unknown`: the number is wrong, so nobody was looked up. */
  ledger: ledgerStanding,
  corrected: z.boolean(),
  /** Counts every edit: an edit names the revision it started from. */
  revision: z.int(),
  issues: z.array(issueView),
});
export type RosterRowView = z.infer<typeof rosterRowView>;

/** The state of the current roster of an application: what the page reads on load and after every SSE tick. */
export const rosterStatus = z.object({
  /** Null when nothing was imported yet. */
  roster: z
    .object({
      /** Opaque id of this import, for the progress stream. */
      importId: z.uuid(),
      fileName: z.string(),
      fileSize: z.int(),
      importedAt: z.iso.datetime(),
      sheet: z.string().nullable(),
      state: jobState,
      stage: importStage,
      /** Rows checked so far, and in all when known. */
      rowsDone: z.int(),
      rowsTotal: z.int().nullable(),
      rowsPerSecond: z.int().nullable(),
      secondsLeft: z.int().nullable(),
      /** Why the file was refused or the import failed, in a sentence. */
      failure: z.object({ code: z.string(), sentence: z.string() }).nullable(),
      counts: z.object({
        rows: z.int(),
        clean: z.int(),
        errorRows: z.int(),
        warningRows: z.int(),
        /** Corrected by hand in the browser, or made there. */
        corrected: z.int(),
        deleted: z.int(),
      }),
      causes: z.array(
        z.object({
          code: issueCode,
          severity: z.enum(['error', 'warning']),
          cause: z.string(),
          rows: z.int(),
          /** Its rows may be corrected in one go (offered-fixes.ts). */
          fixable: z.boolean(),
        }),
      ),
      frozen: z.boolean(),
      /** The rows are being judged again under another choice of plans; no file is read. */
      rechecking: z.boolean(),
      /** 对应列名: a refused file asks for it, or what the file's columns are was said for it or for an earlier one. */
      columnMapping: z
        .object({
          state: z.enum(['offered', 'chosen', 'remembered']),
          /** The unit remembers it for the next file with this header. */
          kept: z.boolean(),
        })
        .nullable(),
      /** A later import that came to nothing, while the roster told of here still counts; a 批注名单 that waits to be merged is one. */
      setback: z
        .object({ importId: z.uuid(), state: jobState, fileName: z.string(), code: z.string(), sentence: z.string() })
        .nullable(),
    })
    .nullable(),
});
export type RosterStatus = z.infer<typeof rosterStatus>;

const rowFilter = {
  show: z.enum(['all', 'errors', 'warnings', 'clean', 'corrected', 'deleted']).default('all'),
  code: issueCode.optional(),
  /** Search text: name or its pinyin (part), or a whole ID number (exact, by keyed hash). Travels as POST. */
  query: z.string().trim().max(60).default(''),
};

export const listRosterRowsInput = z.strictObject({
  number: applicationNumber,
  ...rowFilter,
  /** Keyset: rows after this row number. */
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
  /** To be asked with the first page only: every row is looked at for it. */
  withTotal: z.boolean().default(true),
});

export const rosterRowList = z.object({
  rows: z.array(rosterRowView),
  /** Rows that match the filter, in all; null where nobody asked. */
  total: z.int().nullable(),
  next: z.int().nullable(),
});

/** One cell corrected in place. */
export const correctRowInput = z.strictObject({
  requestId,
  number: applicationNumber,
  rowNumber: z.int().min(1),
  revision: z.int(),
  changes: z.partialRecord(rosterField, z.string().max(500)),
});

/** The corrected row, and its old and new twins, rechecked in one transaction. */
export const correctRowResult = z.object({
  row: rosterRowView,
  twins: z.array(rosterRowView),
  status: rosterStatus,
});

export const deleteRowsInput = z.strictObject({
  requestId,
  number: applicationNumber,
  rowNumbers: z.array(z.int().min(1)).min(1).max(1000),
});

export const nextIssueInput = z.strictObject({ number: applicationNumber, after: z.int().min(0) });
export const nextIssueResult = z.object({ rowNumber: z.int().nullable() });

/** These rows, for 比较两行 and after somebody else changed one. */
export const rowsByNumberInput = z.strictObject({
  number: applicationNumber,
  rowNumbers: z.array(z.int().min(1)).min(1).max(20),
});

/** 新增一人: what was typed, by field. It is checked as if it had been read from a sheet. */
export const addRowInput = z.strictObject({
  requestId,
  number: applicationNumber,
  values: z.partialRecord(rosterField, z.string().max(500)),
});

/** 全选 of a filtered result. */
export const deleteMatchingInput = z.strictObject({ requestId, number: applicationNumber, ...rowFilter });

/** ID_DUPLICATE_IN_FILE: keep the first row of the person of rowNumber, or of everybody. */
export const collapseTwinsInput = z.strictObject({
  requestId,
  number: applicationNumber,
  rowNumber: z.int().min(1).optional(),
});

/** 撤销: takes back all that one act deleted. */
export const undoRemovalInput = z.strictObject({ requestId, number: applicationNumber, deletionId: z.uuid() });

/** The roster after rows were deleted or brought back. */
export const rowsMoved = rosterStatus.extend({
  /** How many rows moved now. */
  moved: z.int(),
  /** Asked for, but no longer there to be moved: somebody else was faster. */
  missed: z.array(z.int()),
  /** Names the act for 撤销. */
  deletionId: z.uuid(),
});
export type RowsMoved = z.infer<typeof rowsMoved>;

export const rosterAct = z.strictObject({ requestId, number: applicationNumber });

/** 校验 by the first 下一步. */
export const rosterCheckResult = rosterStatus.extend({
  /** The first row with an error; null when there is none. */
  firstErrorRow: z.int().nullable(),
});
export type RosterCheckResult = z.infer<typeof rosterCheckResult>;

/** What an upload does with a roster that is there already. */
export const importMode = z.enum(['replace', 'add']);
export type ImportMode = z.infer<typeof importMode>;
