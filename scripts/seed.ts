import { Readable } from 'node:stream';
import { seedDemoAccounts } from '@huzhu/api/auth/seed-demo-accounts';
import { connect } from '@huzhu/db/connect';
import { parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { seedDemoData } from '@huzhu/db/seed/demo-data';
import { writeRoster } from '@huzhu/documents/workbook/write-roster';
import { openLocalStorage } from '@huzhu/files/local-storage';
import { receiveUpload } from '@huzhu/files/receive-upload';
import { createRowSealer } from '@huzhu/operations/roster/seal-row';
import { systemClock } from '@huzhu/operations/setting/system-clock';
import { migrationEnv, seedEnv } from './migration/env.ts';

const { databaseUrl } = migrationEnv();
const env = seedEnv();
const owner = connect(databaseUrl, { max: 2, name: 'huzhu-seed' });
try {
  const { accounts, units } = await seedDemoAccounts(owner);
  const storage = await openLocalStorage(env.filesDir);
  const fileKeys = parseKeyRing(env.fileKeys, 'HUZHU_FILE_KEYS');
  const applications = await seedDemoData(owner, {
    today: await systemClock(owner, true).today(),
    seal: createRowSealer({
      idCipherKeys: parseKeyRing(env.idCipherKeys, 'HUZHU_ID_CIPHER_KEYS'),
      idHashKeys: parseKeyRing(env.idHashKeys, 'HUZHU_ID_HASH_KEYS'),
    }),
    storeRoster: async (plans, rows) => {
      const content = await writeRoster({ plans, rows });
      return receiveUpload(storage, fileKeys, Readable.from([content]), { limitBytes: content.length });
    },
  });
  console.log(
    accounts + units + applications > 0
      ? `演示数据：${units} 个单位，${accounts} 个账号，${applications} 份参保申请。`
      : '演示数据已经在了。',
  );
} finally {
  await owner.close();
}
