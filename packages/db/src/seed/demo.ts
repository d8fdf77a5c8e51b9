import type { Role } from '@huzhu/domain/access/role';
import type { Database } from '../connect.ts';
import type { SqlTransaction } from '../job/hold-attempt.ts';
import { DEMO_UNITS } from './demo-units.ts';
import { seedPlans } from './plans.ts';

interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly phone: string;
  readonly role: Role;
  readonly units: readonly string[];
}

const ACCOUNTS: readonly DemoAccount[] = [
  {
    username: 'operator1',
    name: '陈慧敏',
    phone: '19900000001',
    role: 'operator',
    units: ['SZ-NS-YH-001', 'SZ-NS-YH-002', 'SZ-NS-YH-003', 'SZ-NS-YH-004', 'SZ-NS-YH-005', 'SZ-NS-YH-006'],
  },
  { username: 'operator2', name: '苏婉婷', phone: '19900000002', role: 'operator', units: ['SZ-LH-GL-001'] },
  {
    username: 'operator3',
    name: '黄志豪',
    phone: '19900000011',
    role: 'operator',
    units: ['SZ-NS-YH-007', 'SZ-NS-SK-001', 'SZ-NS-SK-002', 'SZ-NS-SK-003', 'SZ-FT-LH-001', 'SZ-FT-LH-002'],
  },
  {
    username: 'operator4',
    name: '邓秀云',
    phone: '19900000012',
    role: 'operator',
    units: ['SZ-FT-LH-003', 'SZ-FT-JR-001', 'SZ-FT-JR-002', 'SZ-LH-GL-002', 'SZ-LH-GL-003', 'SZ-LH-GL-004'],
  },
  {
    username: 'operator5',
    name: '罗海燕',
    phone: '19900000013',
    role: 'operator',
    units: [
      'SZ-BA-XX-001',
      'SZ-BA-XX-002',
      'SZ-BA-XX-003',
      'SZ-BA-XX-004',
      'SZ-LG-BT-001',
      'SZ-LG-BT-002',
      'SZ-LG-BT-003',
    ],
  },
  { username: 'manager1', name: '梁建平', phone: '19900000003', role: 'manager', units: ['SZ-NS-YH'] },
  { username: 'reviewer1', name: '林晓彤', phone: '19900000004', role: 'reviewer', units: [] },
  { username: 'reviewer2', name: '何文斌', phone: '19900000005', role: 'reviewer', units: [] },
  { username: 'finance1', name: '郑嘉慧', phone: '19900000006', role: 'finance', units: [] },
  { username: 'finance2', name: '谢永康', phone: '19900000007', role: 'finance', units: [] },
  { username: 'society1', name: '卢志远', phone: '19900000008', role: 'society_admin', units: [] },
  { username: 'society2', name: '欧静怡', phone: '19900000009', role: 'society_admin', units: [] },
  { username: 'sysadmin1', name: '冯伟杰', phone: '19900000010', role: 'system_admin', units: [] },
];

/**
 * The demo's plans, units and accounts that a newcomer can log in with (the rosters are seedDemoData's). Idempotent; what
 * exists is left as it is, but an account gets the units that an older demo did not have.
 * Never in production: the caller decides by HUZHU_DEMO, and the production image does not contain this script.
 * @param owner connected as the owner of the tables
 * @param passwordHash of the one demo password, in better-auth's own form
 */
export async function seedDemo(owner: Database, passwordHash: string): Promise<{ accounts: number; units: number }> {
  await seedPlans(owner);
  return owner.sql.begin(async (sql) => {
    const added = new Set<string>();
    for (const unit of DEMO_UNITS) {
      const rows = await sql`
        insert into unit (code, name, parent_id, credit_code, social_insurance_number, address)
        values (${unit.code}, ${unit.name}, (select id from unit where code = ${unit.parent}),
          ${unit.creditCode ?? null}, ${unit.socialInsuranceNumber ?? null}, ${unit.address ?? null})
        on conflict (code) do nothing returning id`;
      if (rows.length > 0) added.add(unit.code);
    }
    let accounts = 0;
    for (const account of ACCOUNTS) {
      const fresh = await addAccount(sql, account, passwordHash);
      if (fresh) accounts += 1;
      for (const code of account.units) {
        if (!fresh && !added.has(code)) continue;
        await sql`
          insert into membership (staff_id, unit_id)
          select s.id, u.id from staff s, unit u where s.username = ${account.username} and u.code = ${code}
          on conflict do nothing`;
      }
    }
    return { accounts, units: added.size };
  });
}

/** @returns whether the account was not there yet */
async function addAccount(sql: SqlTransaction, account: DemoAccount, passwordHash: string): Promise<boolean> {
  const id = `demo-${account.username}`;
  const rows = await sql`
    insert into auth_user (id, name, email, username, display_username)
    values (${id}, ${account.name}, ${`${account.username}@demo.invalid`}, ${account.username}, ${account.username})
    on conflict do nothing returning id`;
  if (rows.length === 0) return false;
  await sql`
    insert into auth_account (id, account_id, provider_id, user_id, password)
    values (${`${id}-password`}, ${id}, 'credential', ${id}, ${passwordHash})`;
  const [staff] = await sql<{ id: number }[]>`
    insert into staff (auth_user_id, username, name, phone)
    values (${id}, ${account.username}, ${account.name}, ${account.phone}) returning id`;
  if (!staff) throw new Error('the account was not inserted');
  await sql`insert into role_grant (staff_id, role) values (${staff.id}, ${account.role})`;
  return true;
}
