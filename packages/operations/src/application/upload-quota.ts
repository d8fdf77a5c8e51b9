/** What may be uploaded within a day: more is a loop, not an office. */
export interface UploadQuota {
  readonly filesPerAccount: number;
  /** All accounts of the unit together. */
  readonly filesPerUnit: number;
  readonly bytesPerUnit: number;
}

export const UPLOAD_QUOTA: UploadQuota = { filesPerAccount: 500, filesPerUnit: 1_000, bytesPerUnit: 8 * 1024 ** 3 };
