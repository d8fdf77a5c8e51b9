import { readdir } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { makeTarget, type Target } from './policy-table.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { refusalOf } from './refusal-of.ts';

const UNIT = 'SZ-NS-YH-001';
const QUOTA = { filesPerAccount: 200, filesPerUnit: 1_000, bytesPerUnit: 1024 ** 3 };

let world: ProductWorld;
let sql: ProductWorld['db']['owner']['sql'];
let operator: ApiClient;
let target: Target;

beforeAll(async () => {
  world = await startProductWorld('', { uploadQuota: QUOTA });
  sql = world.db.owner.sql;
  operator = await world.signIn('operator1');
  target = await makeTarget(world, operator, UNIT);
});
afterAll(() => world?.close());

const latin = (text: string) => Buffer.from(text, 'latin1');

function give(content: Uint8Array, name: string, client = operator): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), name);
  return client.fetch(`/api/applications/${target.number}/rows/2/evidence`, { method: 'POST', body: form });
}

/** A multipart body written by hand: a browser would never send such a name. */
function giveRaw(name: string, content: Uint8Array): Promise<Response> {
  const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  return operator.fetch(`/api/applications/${target.number}/rows/2/evidence`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: Buffer.concat([Buffer.from(head, 'utf8'), content, latin('\r\n--b--\r\n')]),
  });
}

async function kept(): Promise<{ disk: number; rows: number }> {
  const found = await readdir(world.workerEnv.HUZHU_FILES_DIR ?? '', { recursive: true, withFileTypes: true });
  const rows = await sql`select 1 from file where kind = 'evidence'`;
  return {
    disk: found.filter((entry) => entry.isFile() && !entry.parentPath.includes('made')).length,
    rows: rows.length,
  };
}

function pdf(...objects: string[]): Buffer {
  return latin(
    `%PDF-1.7\n${objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')}trailer << /Root 1 0 R >>\n%%EOF\n`,
  );
}

function png(width: number, height: number, after = ''): Buffer {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n', 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, latin(`\0\0\0\0IEND\xaeB\x60\x82${after}`)]);
}

function jpeg(width: number, height: number, after = ''): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    latin('\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08'),
    size,
    latin(`\x01\x01\x11\0\xff\xd9${after}`),
  ]);
}

const ARCHIVE = 'PK\x03\x04anything PK\x05\x06'.padEnd(60, '\0');
const objectStream = (content: Buffer, filter = '/FlateDecode') =>
  pdf(
    `<< /Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`,
  );
const SCRIPTED = '<< /S /JavaScript /JS (app.alert(1)) >>';

describe('evidence that is refused, whatever its name says', () => {
  test.each<[string, string, Buffer, string]>([
    ['a page', '证明.html', latin('<!doctype html><p>'), 'EVIDENCE_TYPE'],
    ['a page that calls itself a picture', '证明.png', latin('<html><script>alert(1)</script>'), 'EVIDENCE_TYPE'],
    ['a drawing', '证明.svg', latin('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'EVIDENCE_TYPE'],
    ['a program', '证明.exe', latin('MZ\x90\0'), 'EVIDENCE_TYPE'],
    ['a program that calls itself a PDF', '证明.pdf', latin('MZ\x90\0%PDF-1.7'), 'EVIDENCE_TYPE'],
    ['an archive', '证明.zip', latin(ARCHIVE), 'EVIDENCE_TYPE'],
    ['a GIF', '证明.gif', latin('GIF89a'), 'EVIDENCE_TYPE'],
    ['a PDF with a script', 'a.pdf', pdf(SCRIPTED), 'EVIDENCE_UNSAFE'],
    ['a PDF with a script under an escaped name', 'a.pdf', pdf('<< /S /J#61va#53cript /JS (x) >>'), 'EVIDENCE_UNSAFE'],
    [
      'a PDF with a script in an object stream',
      'a.pdf',
      objectStream(deflateSync(`1 0 ${SCRIPTED}`)),
      'EVIDENCE_UNSAFE',
    ],
    [
      'a PDF whose object stream cannot be looked into',
      'a.pdf',
      objectStream(latin('x'), '[/LZWDecode /FlateDecode]'),
      'EVIDENCE_UNSAFE',
    ],
    [
      'a PDF whose object stream is a bomb',
      'a.pdf',
      objectStream(deflateSync(Buffer.alloc(64 * 1024 * 1024))),
      'EVIDENCE_UNSAFE',
    ],
    ['a PDF that starts a program', 'a.pdf', pdf('<< /S /Launch /F (cmd.exe) >>'), 'EVIDENCE_UNSAFE'],
    ['a PDF with an attachment', 'a.pdf', pdf('<< /Type /EmbeddedFile >>'), 'EVIDENCE_UNSAFE'],
    ['an encrypted PDF', 'a.pdf', pdf('<< /Encrypt 2 0 R >>'), 'EVIDENCE_UNSAFE'],
    ['a PDF that is a page', 'a.pdf', latin('%PDF-1.7\n<html><script>x</script>'), 'EVIDENCE_UNSAFE'],
    ['a PDF that is an archive', 'a.pdf', latin(`%PDF-1.7\n%%EOF\n${ARCHIVE}`), 'EVIDENCE_UNSAFE'],
    ['a picture that is an archive', 'a.jpg', jpeg(10, 10, ARCHIVE), 'EVIDENCE_UNSAFE'],
    ['a picture that is a page', 'a.png', png(10, 10, '<SCRIPT>alert(1)</SCRIPT>'), 'EVIDENCE_UNSAFE'],
    ['a flood of pixels, PNG', 'a.png', png(2 ** 31 - 1, 2 ** 31 - 1), 'EVIDENCE_PIXELS'],
    ['a flood of pixels, JPEG', 'a.jpg', jpeg(65_535, 65_535), 'EVIDENCE_PIXELS'],
    ['a picture without a size', 'a.png', png(0, 10), 'EVIDENCE_PIXELS'],
    ['a cut picture', 'a.jpg', latin('\xff\xd8\xff\xe0\0\x04'), 'EVIDENCE_PIXELS'],
  ])('%s', async (_what, name, content, code) => {
    const before = await kept();
    const refusal = await refusalOf(give(content, name));
    expect(refusal).toMatchObject({ status: 400, code });
    expect(refusal.sentence).not.toMatch(/[{}]/);
    expect(await kept()).toEqual(before);
    const [trace] = await sql<{ code: string; act: string }[]>`
      select details ->> 'code' as code, details ->> 'act' as act from audit_event where action = '拒绝'
      and details ->> 'code' = ${code} order by id desc limit 1`;
    expect(trace).toEqual({ code, act: 'POST /api/applications/:number/rows/:row/evidence' });
  });

  test.each<[string, Buffer, string]>([
    ['PDF', pdf('<< /Type /Catalog /OpenAction [2 0 R /Fit] >>', '<< /Type /Page >>'), 'application/pdf'],
    ['PDF with an object stream', objectStream(deflateSync('1 0 << /Type /Page >>')), 'application/pdf'],
    ['photo of a phone', jpeg(12_000, 9_000, 'trailer of a maker'), 'image/jpeg'],
    ['PNG', png(4_000, 3_000), 'image/png'],
  ])('an honest %s is taken, and given back as an attachment under what it is', async (_what, content, type) => {
    expect((await give(content, 'misleading.html')).status).toBe(204);
    const back = await operator.fetch(`/api/applications/${target.number}/rows/2/evidence`);
    expect(Buffer.from(await back.arrayBuffer())).toEqual(content);
    expect(back.headers.get('content-type')).toBe(type);
    expect(back.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(back.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the name of a file', () => {
  test.each([
    ['a path', '../../../etc/passwd.png', 'passwd.png'],
    ['a path of Windows', '..\\\\..\\\\boot.png', 'boot.png'],
    ['NUL', 'a\0b.png', 'ab.png'],
    ['marks of direction', '\u202Egnp.exe\u202C.png', 'gnp.exe.png'],
    ['invisible characters', 'a\u200B\uFEFFb.png', 'ab.png'],
    ['a dot in front', '.htaccess', 'htaccess'],
    ['nothing', '...', '文件'],
  ])('%s', async (_what, name, clean) => {
    expect((await giveRaw(name, png(5, 5))).status).toBe(204);
    const [stored] = await sql<{ name: string; key: string }[]>`
      select name, storage_key as key from file where kind = 'evidence' order by created_at desc limit 1`;
    expect(stored?.name).toBe(clean);
    // What it is called on the disk has nothing to do with it.
    expect(stored?.key).toMatch(/^[0-9a-f/-]+$/);
    const back = await operator.fetch(`/api/applications/${target.number}/rows/2/evidence`);
    await back.body?.cancel();
    expect(back.headers.get('content-disposition')).toContain(encodeURIComponent(clean));
  });

  test('of 10,000 characters is cut at 200, with its ending; a line break makes no header', async () => {
    expect((await giveRaw(`${'长'.repeat(3_300)}.png`, png(5, 5))).status).toBe(204);
    const [stored] = await sql<
      { name: string }[]
    >`select name from file where kind = 'evidence' order by created_at desc limit 1`;
    expect([[...(stored?.name ?? '')].length, stored?.name.endsWith('.png')]).toEqual([200, true]);
    const long = await giveRaw(`${'a'.repeat(10_000)}.png`, png(5, 5));
    expect(long.status).toBe(204);
    const broken = await giveRaw('a\r\nset-cookie: huzhu.session_token=x\r\n.png', png(5, 5));
    expect(broken.headers.getSetCookie()).toEqual([]);
    const back = await operator.fetch(`/api/applications/${target.number}/rows/2/evidence`);
    await back.body?.cancel();
    expect(back.headers.getSetCookie()).toEqual([]);
  });
});

describe('1,000 uploads', () => {
  const pretend = (username: string, count: number, size = 1) => sql`
    insert into file (unit_id, kind, storage_key, name, content_type, size, sha256, uploaded_by)
    select u.id, 'roster', 'pretended-' || s.username || n, 'x', 'application/zip', ${size}, '\\x00', s.id
    from generate_series(1, ${count}::int) n, unit u, staff s where u.code = ${UNIT} and s.username = ${username}`;
  const clear = () => sql`delete from file where storage_key like 'pretended-%'`;
  const uploads = () => [
    operator.upload(target.number, new Uint8Array([1, 2, 3])),
    operator.uploadLedger(target.number, new Uint8Array([1, 2, 3])),
    give(png(5, 5), 'a.png'),
  ];

  test.each([
    ['of one account', 'operator1', 200, 1, 'UPLOAD_QUOTA'],
    ['of the accounts of one unit', 'operator3', 1_000, 1, 'UPLOAD_QUOTA_UNIT'],
    ['of too many bytes', 'operator3', 2, 1024 ** 3, 'UPLOAD_QUOTA_UNIT'],
  ])('%s within a day', async (_what, username, count, size, code) => {
    await pretend(username, count, size);
    const before = await kept();
    for (const upload of uploads()) {
      const refusal = await refusalOf(upload);
      expect(refusal).toMatchObject({ status: 429, code });
      expect(refusal.sentence).toContain('请明天再试');
    }
    expect(await kept()).toEqual(before);
    await sql`update file set created_at = now() - interval '25 hours' where storage_key like 'pretended-%'`;
    expect((await give(png(5, 5), 'a.png')).status).toBe(204);
    await clear();
  });

  test('names the person of the row in none of it', async () => {
    const traces = await sql<
      { line: string }[]
    >`select to_jsonb(a)::text as line from audit_event a where action = '拒绝'`;
    expect(traces.length).toBeGreaterThan(10);
    expect(traces.map(({ line }) => line).join()).not.toContain(syntheticPerson(2).name);
  });
});
