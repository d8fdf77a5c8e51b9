/** All tables, for drizzle-kit and for the query builder's relational types. Code imports a table from its own file. */
export * from './account/auth.table.ts';
export * from './account/sign-in-attempt.table.ts';
export * from './account/staff.table.ts';
export * from './application/application.table.ts';
export * from './audit/audit.table.ts';
export * from './cover/cover.table.ts';
export * from './file/file.table.ts';
export * from './job/job.table.ts';
export * from './ledger/ledger.table.ts';
export * from './person/person.table.ts';
export * from './plan/plan.table.ts';
export * from './request/request-log.table.ts';
export * from './roster/roster.table.ts';
export * from './setting/setting.table.ts';
export * from './unit/unit.table.ts';
