import { countFailedSignIns, findUsername, lockSignIn, recordSignIn } from '@huzhu/db/account/read-staff';
import type { Database } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';

/** Tries per account before it is locked, and for how long. */
const TRIES = 5;
const LOCK_MINUTES = 15;

/**
 * Counts tries to sign in, in Postgres, so that a restart forgets nothing and every API process counts together.
 * An unknown name is counted and locked exactly as a known one: the answers do not tell which names exist.
 */
export class SignInGate {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Counts the try as failed before the password is looked at, one try for a name after another: a burst at once gets
   * no more looks than the same tries in a row.
   * @returns the user name behind a user name or phone. @throws SIGN_IN_LOCKED
   */
  async open(login: string, address: string): Promise<string> {
    const key = login.toLowerCase();
    return withScope(this.#db, { unitIds: [] }, async (tx) => {
      await lockSignIn(tx, key);
      const { failures, oldestSeconds } = await countFailedSignIns(tx, key, LOCK_MINUTES);
      if (failures >= TRIES) {
        throw new DomainError('SIGN_IN_LOCKED', { minutes: Math.max(1, Math.ceil(LOCK_MINUTES - oldestSeconds / 60)) });
      }
      await recordSignIn(tx, { login: key, address, succeeded: false });
      return (await findUsername(tx, key)) ?? key;
    });
  }

  /** The password was right: earlier failures, this try's own among them, count no more. */
  async succeeded(login: string, address: string): Promise<void> {
    await withScope(this.#db, { unitIds: [] }, (tx) =>
      recordSignIn(tx, { login: login.toLowerCase(), address, succeeded: true }),
    );
  }

  /** What a failed try is answered: how many are left, or that the account is locked now. */
  async refusal(login: string): Promise<DomainError> {
    const { failures } = await withScope(this.#db, { unitIds: [] }, (tx) =>
      countFailedSignIns(tx, login.toLowerCase(), LOCK_MINUTES),
    );
    return failures >= TRIES
      ? new DomainError('SIGN_IN_LOCKED', { minutes: LOCK_MINUTES })
      : new DomainError('SIGN_IN_REFUSED', { left: TRIES - failures, minutes: LOCK_MINUTES });
  }
}
