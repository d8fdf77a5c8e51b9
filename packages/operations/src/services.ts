import type { Database } from '@huzhu/db/connect';
import type { KeyRing } from '@huzhu/db/crypto/key-ring';
import type { BusinessClock } from '@huzhu/domain/calendar/business-clock';
import type { MadeFiles } from '@huzhu/files/made-files';
import type { Storage } from '@huzhu/files/storage';
import type { UploadQuota } from './application/upload-quota.ts';
import type { Mailer } from './mail/mailer.ts';
import type { DocumentSigner } from './signing/document-signer.ts';

/** What an operation stands on; made once by the main.ts of the process. */
export interface Services {
  readonly db: Database;
  readonly clock: BusinessClock;
  readonly storage: Storage;
  /** For ID numbers: AES-256-GCM and HMAC-SHA-256 never share a key. */
  readonly idCipherKeys: KeyRing;
  readonly idHashKeys: KeyRing;
  /** For stored files. */
  readonly fileKeys: KeyRing;
  /** What may be uploaded within a day; absent: the usual quota (permit-upload.ts). */
  readonly uploadQuota?: UploadQuota;
  /** Where 资料下载 keeps what it has made; absent: it is made anew every time. */
  readonly madeFiles?: MadeFiles;
  /** Absent: letters are not sent, and everything is found in the system. */
  readonly mailer?: Mailer;
  /** Absent: the society's papers carry the picture of its seal alone, which is no electronic signature. */
  readonly signer?: DocumentSigner;
  /** Where people open the site, without a slash at its end: what the QR of an e-policy leads to. Absent: the QR holds the code alone. */
  readonly publicUrl?: string;
  /** The built pages, which hold the guide; absent where only the API or the worker runs. */
  readonly webDir?: string;
}
