import { migrate } from '@huzhu/db/migrate';
import { migrationEnv } from './migration/env.ts';

const { databaseUrl, roleSecret } = migrationEnv();
const report = await migrate(databaseUrl, { roleSecret });
if (report.rolesCreated.length > 0) console.log(`Roles created: ${report.rolesCreated.join(', ')}`);
if (report.workerPasses === 'owner') {
  console.log('This Postgres grants no BYPASSRLS: huzhu_worker was made owner of roster_row and row_issue instead.');
}
console.log(report.ran.length > 0 ? `Migrations run: ${report.ran.join(', ')}` : 'The database is up to date.');
