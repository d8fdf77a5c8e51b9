/** What `npm run db:migrate` needs from the environment. Values are never printed: both hold secrets. */
export function migrationEnv(): { databaseUrl: string; roleSecret: string } {
  const databaseUrl = process.env.DATABASE_URL ?? '';
  const roleSecret = process.env.HUZHU_DB_ROLE_SECRET ?? '';
  const missing: string[] = [];
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) {
    missing.push('DATABASE_URL must be the connection string of the owner of the database (postgres://…).');
  }
  if (roleSecret.length < 16) {
    missing.push('HUZHU_DB_ROLE_SECRET must have at least 16 characters: the passwords of both roles derive from it.');
  }
  if (missing.length > 0) {
    console.error(missing.join('\n'));
    process.exit(1);
  }
  return { databaseUrl, roleSecret };
}
