/** `138****2046`; a number that is too short to be one shows what it has (`188****952`), so that the missing digit can be seen. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? phone : `${phone.slice(0, 3)}****${phone.slice(7)}`;
}
