import { type ApplicationView, contact } from '@huzhu/domain/application/application.schema';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Circle, CircleCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { StaleNotice } from '../enrolment/stale-notice.tsx';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import './contact-card.css';

type Wrong = { name?: string | undefined; phone?: string | undefined };

/** 互助保障联系人: kept as soon as both fields are filled in and the cursor leaves them. */
export function ContactCard({
  view,
  open = false,
  onSaved,
}: {
  view: ApplicationView;
  /** Carried over from the policy: shown to be looked at, with its fields. */
  open?: boolean;
  onSaved?: () => void;
}) {
  const [editing, setEditing] = useState(open || view.contact === null);
  const [form, setForm] = useState({ name: view.contact?.name ?? '', phone: view.contact?.phone ?? '' });
  const [wrong, setWrong] = useState<Wrong>({});
  const attempt = useRef({ body: '', requestId: '' });
  /** The version the fields were filled from: a newer one that was fetched meanwhile holds somebody else's contact. */
  const base = useRef(view.version);
  const filledFrom = useRef(JSON.stringify(view.contact));
  // Another field of the same page was saved, and the contact is what it was.
  if (view.version > base.current && JSON.stringify(view.contact) === filledFrom.current) base.current = view.version;
  const update = useMutation({
    ...trpc.application.updateContact.mutationOptions(),
    onSuccess: (next) => {
      base.current = next.version;
      filledFrom.current = JSON.stringify(next.contact);
      queryClient.setQueryData(trpc.application.get.queryKey({ number: next.number }), next);
      void queryClient.invalidateQueries(trpc.application.summary.queryFilter({ number: next.number }));
      onSaved?.();
    },
    onError: (error, input) => void refused(error, input),
  });

  /** Another field of the page that was being saved counts the version up; the contact is what it was, so this save is repeated. */
  async function refused(error: unknown, input: NonNullable<typeof update.variables>) {
    setEditing(true);
    if (refusalOf(error).code !== 'STALE_VERSION') return;
    const now = await queryClient.fetchQuery({
      ...trpc.application.get.queryOptions({ number: view.number }),
      staleTime: 0,
    });
    if (JSON.stringify(now.contact) !== filledFrom.current) return;
    base.current = now.version;
    update.mutate(
      { ...input, requestId: newRequestId(), version: now.version },
      { onSuccess: () => setEditing(false) },
    );
  }

  /** @param all also complain about what is still empty */
  function save(all: boolean): boolean {
    const input = contact.safeParse(form);
    if (!input.success) {
      const first = (name: 'name' | 'phone') =>
        all || form[name] !== '' ? input.error.issues.find((issue) => issue.path[0] === name)?.message : undefined;
      setWrong({ name: first('name'), phone: first('phone') });
      return false;
    }
    setWrong({});
    const body = JSON.stringify(input.data);
    if (body === JSON.stringify(view.contact)) return true;
    if (attempt.current.body !== body) attempt.current = { body, requestId: newRequestId() };
    if (update.isPending) return true;
    update.mutate({
      requestId: attempt.current.requestId,
      number: view.number,
      version: base.current,
      contact: input.data,
    });
    return true;
  }

  function edit() {
    base.current = view.version;
    filledFrom.current = JSON.stringify(view.contact);
    setForm({ name: view.contact?.name ?? '', phone: view.contact?.phone ?? '' });
    setEditing(true);
  }

  /** Somebody else was faster: their contact into the fields, or one's own over it, now that it was seen. */
  function adopt(latest: ApplicationView, keepMine: boolean) {
    base.current = latest.version;
    filledFrom.current = JSON.stringify(latest.contact);
    update.reset();
    queryClient.setQueryData(trpc.application.get.queryKey({ number: latest.number }), latest);
    if (!keepMine) return setForm({ name: latest.contact?.name ?? '', phone: latest.contact?.phone ?? '' });
    const input = contact.safeParse(form);
    if (!input.success) return;
    const requestId = newRequestId();
    update.mutate({ requestId, number: latest.number, version: latest.version, contact: input.data });
  }

  const refusal = update.error && refusalOf(update.error);
  const Icon = view.contact ? CircleCheck : Circle;
  return (
    <section className="card contact-card" aria-labelledby="contact-title">
      <div className="contact-head">
        <Icon aria-hidden="true" className={view.contact ? 'contact-done' : undefined} />
        <div>
          <h2 id="contact-title">互助保障联系人</h2>
          <p className="small muted">
            {view.contact ? `${view.contact.name}　${maskPhone(view.contact.phone)}` : '互助会审核和缴费时联系这位同事'}
          </p>
        </div>
        {!editing && <Button onClick={edit}>修改</Button>}
      </div>
      {editing && (
        <form
          className="contact-fields"
          onSubmit={(event) => {
            event.preventDefault();
            if (save(true)) setEditing(false);
          }}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) save(false);
          }}
        >
          <Field id="contact-name" label="联系人" error={wrong.name}>
            <Input
              id="contact-name"
              autoComplete="name"
              maxLength={50}
              value={form.name}
              status={wrong.name ? 'error' : ''}
              aria-invalid={wrong.name !== undefined}
              onChange={(event) => setForm({ ...form, name: event.target.value })}
            />
          </Field>
          <Field id="contact-phone" label="联系电话" error={wrong.phone}>
            <Input
              id="contact-phone"
              type="tel"
              autoComplete="tel"
              maxLength={20}
              value={form.phone}
              status={wrong.phone ? 'error' : ''}
              aria-invalid={wrong.phone !== undefined}
              onChange={(event) => setForm({ ...form, phone: event.target.value })}
              onBlur={() => form.name !== '' && save(false)}
            />
          </Field>
          {/* Never `loading`: leaving the field already saves, and a button that is busy would swallow the very press that left it. */}
          <Button htmlType="submit" color="primary" variant="outlined">
            保存联系人
          </Button>
        </form>
      )}
      {refusal && refusal.code !== 'STALE_VERSION' && <NoticeBox tone="error">{refusal.sentence}</NoticeBox>}
      {refusal?.code === 'STALE_VERSION' && (
        <StaleNotice
          number={view.number}
          mine={`${form.name} ${form.phone}`}
          latest={(now) => (now.contact ? `${now.contact.name} ${now.contact.phone}` : '没有填写')}
          onLoad={(now) => adopt(now, false)}
          onKeep={(now) => adopt(now, true)}
        />
      )}
    </section>
  );
}
