import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import forge from 'node-forge';
import { PDFDocument } from 'pdf-lib';

/** Room for the signature with the chain of its certificate. */
const SIGNATURE_BYTES = 16_384;

export interface SigningCertificate {
  /** Signs without a mark on the pages: a reader shows signature and certificate in its own panel. */
  sign(pdf: Uint8Array, reason: string): Promise<Uint8Array>;
  /** Of the certificate that signs. */
  readonly expires: Date;
}

/**
 * Signs PDFs with a certificate and its RSA key (PKCS#7 detached, SHA-256; ISO 32000-1, 12.8).
 * @param p12 PKCS#12 file with key, certificate and, best, the chain of the issuer
 * @throws Error in a sentence when the file cannot be opened, or holds no RSA key or no certificate for it
 */
export function openCertificate(p12: Uint8Array, passphrase: string): SigningCertificate {
  const certificate = certificateOf(p12, passphrase);
  const signer = new P12Signer(Buffer.from(p12), { passphrase });
  return {
    expires: certificate.validity.notAfter,
    async sign(pdf, reason) {
      const document = await PDFDocument.load(pdf, { updateMetadata: false });
      pdflibAddPlaceholder({
        pdfDoc: document,
        reason: literal(reason),
        name: literal(String(certificate.subject.getField('CN')?.value ?? '')),
        location: '',
        contactInfo: '',
        signatureLength: SIGNATURE_BYTES,
      });
      // Readers and verifiers look for the signature's place in a plain cross-reference table.
      const prepared = await document.save({ useObjectStreams: false, updateFieldAppearances: false });
      return new SignPdf().sign(Buffer.from(prepared), signer);
    },
  };
}

function certificateOf(p12: Uint8Array, passphrase: string): forge.pki.Certificate {
  const opened = open(p12, passphrase);
  const { oids } = forge.pki;
  const bagsOf = (bagType: string) => opened.getBags({ bagType })[bagType] ?? [];
  const key = [...bagsOf(oids.pkcs8ShroudedKeyBag as string), ...bagsOf(oids.keyBag as string)][0]?.key;
  if (!key) throw new Error('签名证书文件里没有 RSA 私钥，请从发证机构重新导出（PKCS#12，含私钥）');
  const { n } = key as forge.pki.rsa.PrivateKey;
  const certificate = bagsOf(oids.certBag as string)
    .map(({ cert }) => cert)
    .find((cert) => (cert?.publicKey as forge.pki.rsa.PublicKey | undefined)?.n.equals(n));
  if (!certificate) throw new Error('签名证书文件里没有与私钥相配的证书，请从发证机构重新导出');
  return certificate;
}

function open(p12: Uint8Array, passphrase: string): forge.pkcs12.Pkcs12Pfx {
  try {
    return forge.pkcs12.pkcs12FromAsn1(
      forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(p12).toString('latin1'))),
      passphrase,
    );
  } catch {
    throw new Error('签名证书文件打不开：请核对文件（PKCS#12）与口令');
  }
}

/** Text of any script as the inside of a PDF's literal string, which the placeholder writes byte by byte: UTF-16BE in octal. */
function literal(text: string): string {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
