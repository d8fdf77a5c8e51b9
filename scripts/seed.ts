import { seedDemoAccounts } from '@huzhu/api/auth/seed-demo-accounts';
import { connect } from '@huzhu/db/connect';
import { migrationEnv } from './migration/env.ts';

const { databaseUrl } = migrationEnv();
const owner = connect(databaseUrl, { max: 1, name: 'huzhu-seed' });
try {
  const { accounts, units } = await seedDemoAccounts(owner);
  console.log(accounts + units > 0 ? `演示数据：${units} 个单位，${accounts} 个账号。` : '演示数据已经在了。');
} finally {
  await owner.close();
}
