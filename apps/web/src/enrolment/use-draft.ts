import type { ApplicationView, DraftInput } from '@huzhu/domain/application/application.schema';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Refusal, refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { draftOf } from './draft-words.ts';
import type { Saving } from './saved-mark.tsx';

const PAUSE_MS = 800;

/**
 * The draft of the first step: kept on the server after each pause, one save after another. A save that failed is
 * repeated with its requestId as long as the content is the same, so that a lost answer does not create a second draft.
 */
export function useDraft(view: ApplicationView | undefined, initial: DraftInput) {
  const [form, setForm] = useState(initial);
  const [saving, setSaving] = useState<Saving>(view ? { kind: 'saved', at: view.savedAt } : { kind: 'none' });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  /** What was typed here before the newest content was loaded instead: not saved, not lost. */
  const [setAside, setSetAside] = useState<DraftInput | null>(null);
  const create = useMutation(trpc.enrolment.createDraft.mutationOptions());
  const update = useMutation(trpc.enrolment.updateDraft.mutationOptions());
  const latest = useRef(form);
  latest.current = form;
  // `initial` may be further than the server: what was chosen while the first save was on its way is carried here unsaved.
  const kept = useRef({ view, body: view ? bodyOf(draftOf(view)) : '', attempt: { body: '', requestId: '' } });
  const chain = useRef<Promise<unknown>>(Promise.resolve());

  async function saveNow(): Promise<ApplicationView | null> {
    const input = latest.current;
    const body = bodyOf(input);
    const state = kept.current;
    if (input.unitCode === '') return null;
    if (state.view && state.body === body) return state.view;
    if (state.attempt.body !== body) state.attempt = { body, requestId: newRequestId() };
    setSaving({ kind: 'saving' });
    try {
      const requestId = state.attempt.requestId;
      const saved = state.view
        ? await update.mutateAsync({ ...input, requestId, number: state.view.number, version: state.view.version })
        : await create.mutateAsync({ ...input, requestId });
      kept.current = { view: saved, body, attempt: { body: '', requestId: '' } };
      queryClient.setQueryData(trpc.application.get.queryKey({ number: saved.number }), saved);
      void queryClient.invalidateQueries(trpc.application.list.pathFilter());
      void queryClient.invalidateQueries(trpc.roster.status.queryFilter({ number: saved.number }));
      setSaving({ kind: 'saved', at: saved.savedAt });
      setRefusal(null);
      return saved;
    } catch (error) {
      setSaving({ kind: 'failed' });
      setRefusal(refusalOf(error));
      return null;
    }
  }

  /** Saves what stands in the form; null when it could not be kept (the refusal says why). */
  function save(): Promise<ApplicationView | null> {
    const next = chain.current.then(saveNow);
    chain.current = next;
    return next;
  }

  /** After a stale save: takes the newest version as what is kept, and its content or one's own into the form. */
  function adopt(view: ApplicationView, keepMine: boolean) {
    const theirs = draftOf(view);
    kept.current = { view, body: bodyOf(theirs), attempt: { body: '', requestId: '' } };
    setSetAside(keepMine ? null : form);
    setRefusal(null);
    setSaving({ kind: 'saved', at: view.savedAt });
    // A new object either way: the pause begins again and saves what differs.
    setForm(keepMine ? { ...form } : theirs);
  }

  const dirty = bodyOf(form) !== (kept.current.view ? kept.current.body : bodyOf(initial));
  const saveLater = useRef(save);
  saveLater.current = save;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `form` restarts the pause although only `dirty` is read
  useEffect(() => {
    if (!dirty) return;
    const timer = setTimeout(() => void saveLater.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [dirty, form]);

  /** Back to what was set aside. */
  function takeBack() {
    if (setAside) setForm(setAside);
    setSetAside(null);
  }

  return { form, setForm, save, saving, refusal, adopt, setAside, takeBack, saved: kept.current.view };
}

/** The same draft is the same text, in whatever order its plans were ticked. */
function bodyOf(draft: DraftInput): string {
  const plans = [...draft.plans].sort((a, b) => a.code.localeCompare(b.code)).map(({ code, shares }) => [code, shares]);
  return JSON.stringify([draft.unitCode, plans, draft.requestedDate]);
}
