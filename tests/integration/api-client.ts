import { randomUUID } from 'node:crypto';
import type { AppRouter } from '@huzhu/api/app-router';
import type { LedgerStatus } from '@huzhu/domain/ledger/ledger.schema';
import type { RosterStatus } from '@huzhu/domain/roster/roster.schema';
import { createTRPCClient, httpLink } from '@trpc/client';

/** The API as a browser sees it: over HTTP, with the session's cookie. */
export class ApiClient {
  readonly #url: string;
  /** The session's, as a request sends it. */
  readonly cookie: string;
  readonly trpc: ReturnType<typeof createTRPCClient<AppRouter>>;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.cookie = cookie;
    this.trpc = createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${url}/trpc`, headers: { cookie }, methodOverride: 'POST' })],
    });
  }

  static anonymous(url: string): ApiClient {
    return new ApiClient(url, '');
  }

  static async signIn(url: string, login: string, password: string): Promise<ApiClient> {
    const response = await fetch(`${url}/trpc/account.signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    if (!response.ok) throw new Error(`sign-in of ${login} was answered ${response.status}: ${await response.text()}`);
    const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    return new ApiClient(url, cookie.join('; '));
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#url}${path}`, { ...init, headers: { ...init.headers, cookie: this.cookie } });
  }

  upload(
    number: string,
    content: Uint8Array<ArrayBuffer>,
    name = '参保名单.xlsx',
    mode: 'replace' | 'add' = 'replace',
  ): Promise<Response> {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    return this.fetch(`/api/applications/${number}/roster?mode=${mode}`, { method: 'POST', body: form });
  }

  uploadLedger(number: string, content: Uint8Array<ArrayBuffer>, name = '社保台账.xlsx'): Promise<Response> {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    return this.fetch(`/api/applications/${number}/ledger`, { method: 'POST', body: form });
  }

  /** A draft of the unit with plan, contact and read notices: all that goes before the roster. */
  async draft(
    unitCode: string,
    plans: { code: 'CI2021' | 'HOSP' | 'ACC' | 'FEMALE' | 'CHILD'; shares: number }[],
    requestedDate: string | null = null,
  ) {
    let view = await this.trpc.enrolment.createDraft.mutate({
      requestId: randomUUID(),
      unitCode,
      plans,
      requestedDate,
    });
    const { number } = view;
    const contact = { name: '苏婉婷', phone: '19900000046' };
    view = await this.trpc.application.updateContact.mutate({
      requestId: randomUUID(),
      number,
      version: view.version,
      contact,
    });
    const offered = await this.trpc.plan.offered.query();
    for (const { code } of plans) {
      const hash = offered.find((plan) => plan.code === code)?.noticeHash ?? '';
      view = await this.trpc.application.acceptNotice.mutate({
        requestId: randomUUID(),
        number,
        version: view.version,
        code,
        hash,
      });
    }
    return view;
  }

  submit(view: { number: string; version: number }, requestId = randomUUID()) {
    return this.trpc.application.submit.mutate({ requestId, number: view.number, version: view.version });
  }

  /** Waits until the newest 社保台账 has been read or refused. */
  async ledgerImported(number: string, patienceMs = 60_000): Promise<NonNullable<LedgerStatus['upload']>> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const { upload } = await this.trpc.ledger.status.query({ number });
      if (upload && ['succeeded', 'failed', 'cancelled'].includes(upload.state)) return upload;
      if (Date.now() > until) throw new Error(`the ledger did not end: ${JSON.stringify(upload)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Waits until the newest import has ended one way or the other. */
  async imported(number: string, patienceMs = 60_000): Promise<NonNullable<RosterStatus['roster']>> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const { roster } = await this.trpc.roster.status.query({ number });
      if (roster && ['succeeded', 'failed', 'cancelled'].includes(roster.state)) return roster;
      if (Date.now() > until) throw new Error(`the import did not end: ${JSON.stringify(roster)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
