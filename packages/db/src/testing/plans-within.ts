import postgres from 'postgres';

type Connection = postgres.Sql<{ bigint: number }>;

/**
 * Runs statements and gives the plans that they, and the statements inside the functions that they call, were carried out by: EXPLAIN shows
 * a function as one line. Needs a superuser (auto_explain), which the owner of a test server is.
 */
export async function plansWithin(ownerUrl: string, run: (sql: Connection) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const sql = postgres(ownerUrl, {
    max: 1,
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
    onnotice: ({ message = '' }) => {
      if (message.startsWith('duration:')) plans.push(message);
    },
  }) as Connection;
  try {
    await sql`load 'auto_explain'`;
    await sql`set auto_explain.log_nested_statements = on`;
    await sql`set client_min_messages = log`;
    await sql`set auto_explain.log_min_duration = 0`;
    await run(sql);
    return plans.join('\n');
  } finally {
    await sql.end();
  }
}
