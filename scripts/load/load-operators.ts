import type { FaultWorld } from '../../tests/faults/fault-world.ts';
import type { ApiClient } from '../../tests/integration/api-client.ts';

export interface LoadOperator {
  readonly client: ApiClient;
  /** A draft of the operator's unit that waits for a roster. */
  draft(): Promise<string>;
}

/** So many operators with accounts of their own (and the demo's password), spread over the basic units, signed in. */
export async function makeOperators(world: FaultWorld, count: number): Promise<LoadOperator[]> {
  const { sql } = world.owner;
  const logins = Array.from({ length: count }, (_, i) => `load${i + 1}`);
  await sql.begin(async (tx) => {
    await tx`
      insert into auth_user (id, name, email, username, display_username)
      select l, l, l || '@demo.invalid', l, l from unnest(${logins}::text[]) as l`;
    await tx`
      insert into auth_account (id, account_id, provider_id, user_id, password)
      select l || '-password', l, 'credential', l, (select password from auth_account where user_id = 'demo-operator1')
      from unnest(${logins}::text[]) as l`;
    await tx`insert into staff (auth_user_id, username, name) select l, l, l from unnest(${logins}::text[]) as l`;
    await tx`insert into role_grant (staff_id, role) select id, 'operator' from staff where username = any(${logins})`;
    await tx`
      insert into membership (staff_id, unit_id)
      select s.id, u.id from (select id, row_number() over (order by id) as n from staff where username = any(${logins})) s
      join (select id, row_number() over (order by id) as n, count(*) over () as units from unit where code ~ '-\\d{3}$') u
        on (s.n - 1) % u.units + 1 = u.n`;
  });
  const units = await sql<{ login: string; code: string }[]>`
    select s.username as login, u.code from staff s join membership m on m.staff_id = s.id join unit u on u.id = m.unit_id
    where s.username = any(${logins}) order by s.id`;
  const operators: LoadOperator[] = [];
  for (const { login, code } of units) {
    const client = await world.signIn(login);
    operators.push({
      client,
      draft: async () => (await client.draft(code, [{ code: 'HOSP', shares: 1 }])).number,
    });
  }
  return operators;
}
