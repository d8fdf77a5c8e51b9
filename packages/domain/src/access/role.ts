import { z } from 'zod';

/** The roles of domain.md (Who uses it), with their Chinese names. */
export const ROLE_NAMES = {
  operator: '基层工会操作人员',
  manager: '基层工会管理人员',
  reviewer: '互助会审核',
  finance: '互助会财务',
  society_admin: '互助会管理员',
  system_admin: '系统管理员',
} as const;

export type Role = keyof typeof ROLE_NAMES;
export const ROLES = Object.keys(ROLE_NAMES) as Role[];
export const role = z.enum(ROLES as [Role, ...Role[]]);

/** Roles whose holders see every unit (they belong to the society, not to a unit). */
export const SOCIETY_ROLES: readonly Role[] = ['reviewer', 'finance', 'society_admin'];

/** Roles of those who work for a unit. */
export const UNIT_ROLES: readonly Role[] = ['operator', 'manager'];

/** Everybody who may look at applications: the units' own people and the society, not the system administrator. */
export const READER_ROLES: readonly Role[] = [...UNIT_ROLES, ...SOCIETY_ROLES];

/** Those who keep the servers running: queues and the audit log, no business. */
export const SYSTEM_ROLES: readonly Role[] = ['system_admin'];
