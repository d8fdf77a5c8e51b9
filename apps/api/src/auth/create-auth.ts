import { authAccount, authSession, authUser, authVerification } from '@huzhu/db/account/auth.table';
import type { Database } from '@huzhu/db/connect';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins';

/**
 * better-auth core and `username()`, nothing more: `admin()` would mount endpoints that set roles and passwords past
 * our policy, audit and maker–checker. Cookie cache off: a session that was ended is ended everywhere at once.
 */
export function createAuth(db: Database, options: { secret: string; publicUrl: string | undefined }) {
  return betterAuth({
    appName: 'huzhu',
    secret: options.secret,
    // Never asked from outside (no endpoint is mounted); better-auth wants some address.
    baseURL: options.publicUrl ?? 'http://localhost',
    database: drizzleAdapter(db.orm, {
      provider: 'pg',
      schema: { user: authUser, session: authSession, account: authAccount, verification: authVerification },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    plugins: [username({ minUsernameLength: 3, maxUsernameLength: 40 })],
    session: { expiresIn: 12 * 60 * 60, updateAge: 60 * 60, cookieCache: { enabled: false } },
    // Counted in Postgres by SignInGate, per account and for all processes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'huzhu',
      useSecureCookies: options.publicUrl?.startsWith('https://') ?? false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
