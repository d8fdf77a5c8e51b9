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

/** What `npm run seed` needs besides: the installation's keys, so that the demo's rows are what the product would have written. */
export function seedEnv(): { filesDir: string; fileKeys: string; idCipherKeys: string; idHashKeys: string } {
  const names = ['HUZHU_FILES_DIR', 'HUZHU_FILE_KEYS', 'HUZHU_ID_CIPHER_KEYS', 'HUZHU_ID_HASH_KEYS'] as const;
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    console.error(
      `${missing.join(', ')} must be set: the demo's ID numbers and files are sealed with the installation's keys.`,
    );
    process.exit(1);
  }
  const [filesDir, fileKeys, idCipherKeys, idHashKeys] = names.map((name) => process.env[name] ?? '') as [
    string,
    string,
    string,
    string,
  ];
  return { filesDir, fileKeys, idCipherKeys, idHashKeys };
}
