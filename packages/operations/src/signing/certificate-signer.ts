import { readFile } from 'node:fs/promises';
import { openCertificate } from '@huzhu/documents/pdf/sign-pdf';
import type { DocumentSigner } from './document-signer.ts';

/**
 * Signs with a certificate in a file, held in this process. A signing service or hardware takes its place behind the same port.
 * @throws Error in a sentence when the file is missing, does not open or has expired: the process must not start half able
 */
export async function createCertificateSigner(path: string, passphrase: string): Promise<DocumentSigner> {
  const file = await readFile(path).catch(() => {
    throw new Error('环境变量 HUZHU_SIGNING_CERTIFICATE 指的文件读不到，请核对路径与权限');
  });
  const certificate = openCertificate(file, passphrase);
  // By the machine's clock: a certificate ends in the world's time, whatever the business date.
  const refuseExpired = () => {
    if (certificate.expires.getTime() <= Date.now()) throw new Error('签名证书已过期，请更换后重启工作进程');
  };
  refuseExpired();
  return {
    async sign(pdf, reason) {
      refuseExpired();
      return certificate.sign(pdf, reason);
    },
  };
}
