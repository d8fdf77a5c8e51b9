import type { DraftInput } from '@huzhu/domain/application/application.schema';

interface CarriedDraft {
  readonly number: string;
  readonly form: DraftInput;
  /** The control the person was in. */
  readonly focusId: string | null;
}

/**
 * The first save turns /applications/new into /applications/:number/plan, which mounts a new page. What was typed
 * meanwhile and where the cursor stood go over in memory (the address holds nothing of it).
 */
let carried: CarriedDraft | null = null;

export function carryDraft(draft: CarriedDraft): void {
  carried = draft;
}

export function carriedDraft(number: string): CarriedDraft | null {
  return carried?.number === number ? carried : null;
}

export function dropCarriedDraft(): void {
  carried = null;
}
