import type { Role } from '@huzhu/domain/access/role';
import type { Database } from '../connect.ts';
import { seedPlans } from './plans.ts';

interface DemoUnit {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly creditCode?: string;
  readonly socialInsuranceNumber?: string;
}

/** A city union and a few of its units. All names are invented; the credit codes have a valid check digit. */
const UNITS: readonly DemoUnit[] = [
  { code: 'SZ', name: '深圳市总工会', parent: null },
  { code: 'SZ-NS', name: '深圳市南山区总工会', parent: 'SZ' },
  { code: 'SZ-LH', name: '深圳市龙华区总工会', parent: 'SZ' },
  { code: 'SZ-NS-YH', name: '深圳市南山区粤海街道总工会', parent: 'SZ-NS' },
  { code: 'SZ-LH-GL', name: '深圳市龙华区观澜街道总工会', parent: 'SZ-LH' },
  {
    code: 'SZ-NS-YH-001',
    name: '深圳市鹏程精密电子有限公司工会',
    parent: 'SZ-NS-YH',
    creditCode: '81440305MC4000182U',
    socialInsuranceNumber: '305218',
  },
  {
    code: 'SZ-NS-YH-002',
    name: '深圳市后海建设工程有限公司工会',
    parent: 'SZ-NS-YH',
    socialInsuranceNumber: '305301',
  },
  {
    code: 'SZ-LH-GL-001',
    name: '深圳市龙华区鸿茂精密工业有限公司工会',
    parent: 'SZ-LH-GL',
    socialInsuranceNumber: '309114',
  },
];

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
    units: ['SZ-NS-YH-001', 'SZ-NS-YH-002'],
  },
  { username: 'operator2', name: '苏婉婷', phone: '19900000002', role: 'operator', units: ['SZ-LH-GL-001'] },
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
 * The demo: plans, units and accounts that a newcomer can log in with. Idempotent; what exists is left as it is.
 * Never in production: the caller decides by HUZHU_DEMO, and the production image does not contain this script.
 * @param owner connected as the owner of the tables
 * @param passwordHash of the one demo password, in better-auth's own form
 */
export async function seedDemo(owner: Database, passwordHash: string): Promise<{ accounts: number; units: number }> {
  await seedPlans(owner);
  return owner.sql.begin(async (sql) => {
    let units = 0;
    for (const unit of UNITS) {
      const rows = await sql`
        insert into unit (code, name, parent_id, credit_code, social_insurance_number)
        values (${unit.code}, ${unit.name}, (select id from unit where code = ${unit.parent}),
          ${unit.creditCode ?? null}, ${unit.socialInsuranceNumber ?? null})
        on conflict (code) do nothing returning id`;
      units += rows.length;
    }
    let accounts = 0;
    for (const account of ACCOUNTS) {
      const id = `demo-${account.username}`;
      const rows = await sql`
        insert into auth_user (id, name, email, username, display_username)
        values (${id}, ${account.name}, ${`${account.username}@demo.invalid`}, ${account.username}, ${account.username})
        on conflict do nothing returning id`;
      if (rows.length === 0) continue;
      accounts += 1;
      await sql`
        insert into auth_account (id, account_id, provider_id, user_id, password)
        values (${`${id}-password`}, ${id}, 'credential', ${id}, ${passwordHash})`;
      const [staff] = await sql<{ id: number }[]>`
        insert into staff (auth_user_id, username, name, phone)
        values (${id}, ${account.username}, ${account.name}, ${account.phone}) returning id`;
      if (!staff) throw new Error('the account was not inserted');
      await sql`insert into role_grant (staff_id, role) values (${staff.id}, ${account.role})`;
      for (const code of account.units) {
        await sql`insert into membership (staff_id, unit_id) select ${staff.id}, id from unit where code = ${code}`;
      }
    }
    return { accounts, units };
  });
}
