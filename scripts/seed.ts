import { seedDemoAccounts } from '@huzhu/api/auth/seed-demo-accounts';
import { connect } from '@huzhu/db/connect';
import { parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { seedDemoData } from '@huzhu/db/seed/demo-data';
import { openLocalStorage } from '@huzhu/files/local-storage';
import { systemClock } from '@huzhu/operations/setting/system-clock';
import { migrationEnv, seedEnv } from './migration/env.ts';
import { seedDemoPayments } from './seed/demo-payments.ts';
import { seedDemoPolicies } from './seed/demo-policies.ts';
import { demoTools } from './seed/demo-tools.ts';

const { databaseUrl } = migrationEnv();
const env = seedEnv();
const owner = connect(databaseUrl, { max: 2, name: 'huzhu-seed' });
try {
  const { accounts, units } = await seedDemoAccounts(owner);
  const services = {
    db: owner,
    clock: systemClock(owner, true),
    storage: await openLocalStorage(env.filesDir),
    fileKeys: parseKeyRing(env.fileKeys, 'HUZHU_FILE_KEYS'),
    idCipherKeys: parseKeyRing(env.idCipherKeys, 'HUZHU_ID_CIPHER_KEYS'),
    idHashKeys: parseKeyRing(env.idHashKeys, 'HUZHU_ID_HASH_KEYS'),
  };
  const applications = await seedDemoData(owner, demoTools(services, await services.clock.today()));
  const policies = await seedDemoPolicies(owner);
  await seedDemoPayments(services);
  console.log(
    accounts + units + applications + policies > 0
      ? `演示数据：${units} 个单位，${accounts} 个账号，${applications} 份参保申请，${policies} 份保单。`
      : '演示数据已经在了。',
  );
} finally {
  await owner.close();
}
