import {
  countFailedSignIns,
  countFailuresFrom,
  findUsername,
  lockSignIn,
  recordSignIn,
} from '@huzhu/db/account/read-staff';
import type { Database } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';

/** Tries per account before it is locked, and for how long. */
const TRIES = 5;
const LOCK_MINUTES = 15;
/** Failed tries from one address within that time, whatever the names: an office behind one address mistypes less often. */
const TRIES_PER_ADDRESS = 100;

/** A try that was counted. `username` is what the password is compared for, and what tries are counted under. */
export interface SignInTry {
  readonly username: string;
  readonly address: string;
}

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
   * no more looks than the same tries in a row. A user name and the phone number of the same account count together.
   * @throws SIGN_IN_LOCKED, TOO_MANY_REQUESTS
   */
  async open(login: string, address: string): Promise<SignInTry> {
    return withScope(this.#db, { unitIds: [] }, async (tx) => {
      const key = login.toLowerCase();
      const username = (await findUsername(tx, key)) ?? key;
      await lockSignIn(tx, username);
      const { failures, oldestSeconds } = await countFailedSignIns(tx, username, LOCK_MINUTES);
      if (failures >= TRIES) {
        throw new DomainError('SIGN_IN_LOCKED', { minutes: Math.max(1, Math.ceil(LOCK_MINUTES - oldestSeconds / 60)) });
      }
      if ((await countFailuresFrom(tx, address, LOCK_MINUTES)) >= TRIES_PER_ADDRESS) {
        throw new DomainError('TOO_MANY_REQUESTS', { seconds: LOCK_MINUTES * 60 });
      }
      await recordSignIn(tx, { login: username, address, succeeded: false });
      return { username, address };
    });
  }

  /** The password was right: earlier failures, this try's own among them, count no more. */
  async succeeded({ username, address }: SignInTry): Promise<void> {
    await withScope(this.#db, { unitIds: [] }, (tx) => recordSignIn(tx, { login: username, address, succeeded: true }));
  }

  /** What a failed try is answered: how many are left, or that the account is locked now. */
  async refusal({ username }: SignInTry): Promise<DomainError> {
    const { failures } = await withScope(this.#db, { unitIds: [] }, (tx) =>
      countFailedSignIns(tx, username, LOCK_MINUTES),
    );
    return failures >= TRIES
      ? new DomainError('SIGN_IN_LOCKED', { minutes: LOCK_MINUTES })
      : new DomainError('SIGN_IN_REFUSED', { left: TRIES - failures, minutes: LOCK_MINUTES });
  }
}
