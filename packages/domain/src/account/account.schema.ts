import { z } from 'zod';
import { role } from '../access/role.ts';

export const signInInput = z.strictObject({
  /** User name or phone number. */
  login: z.string().trim().min(1, '请填写用户名或手机号').max(100),
  password: z.string().min(1, '请填写密码').max(200),
});

export const me = z.object({
  username: z.string(),
  name: z.string(),
  roles: z.array(role),
  roleNames: z.array(z.string()),
  /** The units the account belongs to; empty for the society's own roles. */
  units: z.array(z.object({ code: z.string(), name: z.string() })),
  demo: z.boolean(),
});
export type Me = z.infer<typeof me>;
