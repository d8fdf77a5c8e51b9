import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { ErrorDetails } from '@huzhu/domain/error/domain-error';
import type { DocumentType } from '@huzhu/domain/person/document-type';
import type { RowKind } from '@huzhu/domain/roster/classify-row';
import type { MappedColumn, StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import type { IssueCode, Severity } from '@huzhu/domain/roster/issue-codes';
import type { RosterLayout } from '@huzhu/domain/roster/match-header';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { application } from '../application/application.table.ts';
import { bigintRef } from '../column/bigint-id.ts';
import { bytes } from '../column/bytes.ts';
import { file } from '../file/file.table.ts';

/**
 * One import of a roster. `application.roster_version_id` names the one that counts; it is set only when the whole
 * file was read, so a half-read file is never taken for a roster.
 */
export const rosterVersion = pgTable(
  'roster_version',
  {
    id: uuid().primaryKey().defaultRandom(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id, { onDelete: 'cascade' }),
    unitId: bigintRef().notNull(),
    fileId: uuid()
      .notNull()
      .references(() => file.id),
    /** SHA-256 of the file's bytes: the same file sent twice while it is being read is one import. */
    fileHash: bytes().notNull(),
    /** Set when the rows come from an earlier version (rechecked, or copied to be changed after a return), not from the file. */
    copiedFrom: uuid(),
    /** With copiedFrom: the file's rows are put behind the copied ones (加到现有名单), instead of not being read again. */
    addsFile: boolean().notNull().default(false),
    /** The day at which ages were counted. */
    referenceDate: date({ mode: 'string' }).$type<CalendarDate>(),
    /** `YYYY-MM`: the month by which the ledger was last asked about all rows; null while there is no ledger. */
    ledgerMonth: text(),
    /** The sheet that was read, and how. */
    sheet: text(),
    /** What the columns are, where somebody had to say it (对应列名): chosen before the file is read, completed when it counts. */
    mapping: jsonb().$type<StoredMapping>(),
    date1904: boolean().notNull().default(false),
    dataRows: integer().notNull().default(0),
    /** The columns of the file in its own order and words, for the 批注名单; null before the file was read, and where there was none. */
    layout: jsonb().$type<RosterLayout>(),
    /** A 批注名单 that is read like any other list: its keys mean nothing. */
    ignoresKeys: boolean().notNull().default(false),
    /** The act (its requestId) that merged this 批注名单 into the list. */
    mergeId: uuid(),
    skippedRows: jsonb().$type<{ row: number; reason: Exclude<RowKind, 'data' | 'blank'> }[]>().notNull().default([]),
    /** Set when submitted: rows are copied for a change afterwards. */
    frozenAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Set when the whole file was read and the version became the application's roster. */
    publishedAt: timestamp({ withTimezone: true }),
    /** Set when the file was refused, the import stopped, or a later import took its place before it was done. */
    discardedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    uniqueIndex('roster_version_importing')
      .on(table.applicationId, table.fileHash)
      .where(sql`published_at is null and discarded_at is null`),
    index().on(table.applicationId, table.createdAt),
  ],
);

/**
 * A person on a roster. Keyed by the sheet's row number, so that rows can be copied in without a round trip for ids;
 * rows of a file that was added later, and rows made by hand, go on behind the last number.
 */
export const rosterRow = pgTable(
  'roster_row',
  {
    rosterVersionId: uuid()
      .notNull()
      .references(() => rosterVersion.id, { onDelete: 'cascade' }),
    rowNumber: integer().notNull(),
    unitId: bigintRef().notNull(),
    /** The row of the sheet it was read from; null when it was made by hand. */
    sheetRow: integer(),
    name: text().notNull(),
    /** The name's pinyin, for 查询: ` zhangwei wei zw w`, each part after a space (operations, name-search-key.ts). */
    searchKey: text().notNull().default(''),
    documentType: text().$type<DocumentType>(),
    /** AES-256-GCM of the normalised number (crypto/id-cipher.ts); null when the cell was empty. */
    idCipher: bytes(),
    /** Keyed hash of the person key; null unless the number is well formed. */
    idHash: bytes(),
    idMasked: text().notNull().default(''),
    sex: text().$type<'male' | 'female'>(),
    birthDate: date({ mode: 'string' }).$type<CalendarDate>(),
    phone: text().notNull().default(''),
    /** 份 per plan code; a plan that is absent or 0 is not enrolled. */
    shares: jsonb().$type<Record<string, number>>().notNull().default({}),
    hireDate: date({ mode: 'string' }).$type<CalendarDate>(),
    note: text().notNull().default(''),
    employeeName: text().notNull().default(''),
    /** Whom the ledger is asked about (domain/ledger/ledger-person.ts): the keyed hash of the number alone; null when it is wrong. */
    ledgerHash: bytes(),
    /** comparableName of that person. */
    ledgerName: text().notNull().default(''),
    /** AES-256-GCM of the JSON of {raw texts by field, employeeIdNumber}: raw text may hold an ID number. */
    rawCipher: bytes().notNull(),
    hidden: boolean().notNull().default(false),
    state: text().$type<'active' | 'deleted' | 'excluded' | 'replaced'>().notNull().default('active'),
    corrected: boolean().notNull().default(false),
    /** The act (its requestId) that deleted the row, so that one press takes the whole act back. */
    deletionId: uuid(),
    revision: integer().notNull().default(1),
    errorCount: smallint().notNull().default(0),
    warningCount: smallint().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.rosterVersionId, table.rowNumber] }),
    index().on(table.rosterVersionId, table.idHash),
    // 个人保单查询 by telephone number, through the whole city.
    index().on(table.phone).where(sql`phone <> ''`),
  ],
);

/** One finding about one row. */
export const rowIssue = pgTable(
  'row_issue',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    rosterVersionId: uuid()
      .notNull()
      .references(() => rosterVersion.id, { onDelete: 'cascade' }),
    rowNumber: integer().notNull(),
    unitId: bigintRef().notNull(),
    code: text().$type<IssueCode>().notNull(),
    severity: text().$type<Severity>().notNull(),
    field: text().$type<RosterField | 'row'>().notNull(),
    planCode: text(),
    details: jsonb().$type<ErrorDetails>().notNull().default({}),
  },
  (table) => [
    index().on(table.rosterVersionId, table.rowNumber),
    index().on(table.rosterVersionId, table.code, table.rowNumber),
  ],
);

/**
 * What stood in a row before an act on many rows (一并修改, 批注名单), so that one press takes the whole act back. In a table of its own,
 * because the list reads whole rows and would carry it along.
 */
export const rowFix = pgTable(
  'row_fix',
  {
    rosterVersionId: uuid()
      .notNull()
      .references(() => rosterVersion.id, { onDelete: 'cascade' }),
    /** The act: its requestId. */
    fixId: uuid().notNull(),
    rowNumber: integer().notNull(),
    unitId: bigintRef().notNull(),
    /** The row's after the fix: another one now means that somebody changed the row since. */
    revision: integer().notNull(),
    /** `raw-row`, as roster_row had it. */
    rawCipher: bytes().notNull(),
    corrected: boolean().notNull(),
    /** The act made the row: taking it back deletes the row. */
    added: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.rosterVersionId, table.fixId, table.rowNumber] })],
);

/** What a unit said about the columns of a header of its own (对应列名), for the next file with that header. */
export const headerMapping = pgTable(
  'header_mapping',
  {
    unitId: bigintRef().notNull(),
    /** Of the header's words and their columns (domain, header-key.ts). */
    fingerprint: text().notNull(),
    columns: jsonb().$type<MappedColumn[]>().notNull(),
    documentType: text().$type<DocumentType>(),
    usedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.unitId, table.fingerprint] })],
);
