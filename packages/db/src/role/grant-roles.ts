import type postgres from 'postgres';
import { FUNCTION_GRANTS, TABLE_GRANTS, VIEW_GRANTS } from './grants.ts';
import { DATABASE_ROLES } from './role-url.ts';

/** Takes everything from both roles and grants what grants.ts says, in one transaction: the same after every migration. */
export async function grantRoles(sql: postgres.Sql): Promise<void> {
  const roles = DATABASE_ROLES.join(', ');
  const statements = [
    `revoke all on all tables in schema public from public, ${roles}`,
    `revoke all on all sequences in schema public from public, ${roles}`,
    `revoke all on all routines in schema public from public, ${roles}`,
    `revoke create on schema public from public`,
    `grant usage on schema public to ${roles}`,
  ];
  for (const [table, grants] of Object.entries({ ...TABLE_GRANTS, ...VIEW_GRANTS })) {
    for (const role of DATABASE_ROLES) {
      if (grants[role].length > 0) statements.push(`grant ${grants[role].join(', ')} on ${table} to ${role}`);
    }
  }
  for (const [name, allowed] of Object.entries(FUNCTION_GRANTS)) {
    statements.push(`grant execute on function ${name} to ${allowed.join(', ')}`);
  }
  await sql.begin(async (tx) => {
    // Two migrations of one database are kept apart by migrate(); this is for readers that plan meanwhile.
    for (const statement of statements) await tx.unsafe(statement);
  });
}
