import { roleUrl as migrationRoleUrl } from '@huzhu/db/role/role-url';
import { expect, test } from 'vitest';
import { roleUrl } from '../../scripts/services/role-urls.mjs';

// The launcher runs before anything is installed or compiled and cannot import the package, so the two are held together here.
test('the launcher and the migration derive the same address for a login role', () => {
  const owner = 'postgres://huzhu_owner:p%40ss@127.0.0.1:5432/huzhu?sslmode=disable';
  for (const role of ['huzhu_web', 'huzhu_worker'] as const) {
    expect(roleUrl(owner, role, 'c2VjcmV0')).toBe(migrationRoleUrl(owner, role, 'c2VjcmV0'));
  }
});
