/** What the QR of an issued paper holds: the page that proves it, or the code alone where the product's address is not configured. */
export const verificationAddress = (publicUrl: string | undefined, code: string): string =>
  publicUrl ? `${publicUrl}/verify/${code}` : code;
