import { createHash } from 'node:crypto';
import forge from 'node-forge';
import { PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCertificate } from './sign-pdf.ts';

const PASSPHRASE = 'pass-for-this-test';
let keys: forge.pki.rsa.KeyPair;
let p12: Uint8Array;

beforeAll(() => {
  keys = forge.pki.rsa.generateKeyPair(2048);
  p12 = pack(certify(keys), keys.privateKey);
});

describe('signing a PDF', () => {
  it('covers every byte but the signature, and the signature is of the key in the certificate', async () => {
    const signed = await openCertificate(p12, PASSPHRASE).sign(await twoPages(), '签发电子保单');

    const { covered, signature } = takeApart(signed);
    expect(verify(signature, covered)).toBe(true);
    const document = await PDFDocument.load(signed);
    expect(document.getPageCount()).toBe(2);
    expect(document.getTitle()).toBe('电子保单');
    expect(document.getForm().getFields()).toHaveLength(1);
    expect(Buffer.from(signed).toString('latin1')).toContain('\\376\\377\\173\\176\\123\\321');
  });

  it('is broken by one changed byte', async () => {
    const signed = await openCertificate(p12, PASSPHRASE).sign(await twoPages(), '签发电子保单');
    const { covered, signature } = takeApart(signed);
    covered[40] = (covered[40] ?? 0) ^ 1;
    expect(verify(signature, covered)).toBe(false);
  });

  it('says what is wrong with a certificate', () => {
    const opening =
      (file: Uint8Array, passphrase = PASSPHRASE) =>
      () =>
        openCertificate(file, passphrase);
    expect(opening(p12, 'another')).toThrow('签名证书文件打不开：请核对文件（PKCS#12）与口令');
    expect(opening(Buffer.from('not a certificate'))).toThrow('签名证书文件打不开');
    const stranger = forge.pki.rsa.generateKeyPair(1024);
    expect(opening(pack(certify(stranger), keys.privateKey))).toThrow('没有与私钥相配的证书');
  });

  it('knows when the certificate ends', () => {
    expect(openCertificate(p12, PASSPHRASE).expires).toEqual(new Date('2036-01-01T00:00:00Z'));
  });
});

async function twoPages(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  document.addPage();
  document.setTitle('电子保单');
  return document.save();
}

function certify({ publicKey, privateKey }: forge.pki.rsa.KeyPair): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date('2026-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2036-01-01T00:00:00Z');
  const names = [{ name: 'commonName', value: 'Mutual-aid society of a test' }];
  certificate.setSubject(names);
  certificate.setIssuer(names);
  certificate.sign(privateKey, forge.md.sha256.create());
  return certificate;
}

function pack(certificate: forge.pki.Certificate, key: forge.pki.rsa.PrivateKey): Uint8Array {
  const made = forge.pkcs12.toPkcs12Asn1(key, [certificate], PASSPHRASE, { algorithm: 'aes256' });
  return Buffer.from(forge.asn1.toDer(made).getBytes(), 'latin1');
}

function takeApart(signed: Uint8Array): { covered: Buffer; signature: string } {
  const bytes = Buffer.from(signed);
  const range = /\/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)/.exec(bytes.toString('latin1'));
  const [start, length, again, rest] = (range ?? []).slice(1).map(Number) as [number, number, number, number];
  expect([start, again + rest]).toEqual([0, bytes.length]);
  const covered = Buffer.concat([bytes.subarray(start, length), bytes.subarray(again, again + rest)]);
  const hex = bytes.subarray(length + 1, again - 1).toString('latin1');
  return { covered, signature: Buffer.from(hex, 'hex').toString('latin1') };
}

/** RFC 5652, 5.4: the attributes are signed as a SET and hold the digest of the content. */
function verify(signature: string, covered: Buffer): boolean {
  const der = forge.asn1.fromDer(forge.util.createBuffer(signature), { parseAllBytes: false } as never);
  const { rawCapture, certificates } = forge.pkcs7.messageFromAsn1(der) as unknown as {
    rawCapture: { authenticatedAttributes: forge.asn1.Asn1[]; signature: string };
    certificates: forge.pki.Certificate[];
  };
  const { Class, Type } = forge.asn1;
  const set = forge.asn1.create(Class.UNIVERSAL, Type.SET, true, rawCapture.authenticatedAttributes);
  const digest = forge.md.sha256.create().update(forge.asn1.toDer(set).getBytes());
  const signer = certificates[0]?.publicKey as forge.pki.rsa.PublicKey;
  const holds = forge.asn1
    .toDer(set)
    .getBytes()
    .includes(createHash('sha256').update(covered).digest().toString('latin1'));
  return holds && signer.verify(digest.digest().getBytes(), rawCapture.signature);
}
