import { mayCause } from '@huzhu/domain/application/application-state';
import type { PolicyView } from '@huzhu/domain/policy/policy.schema';
import { RefreshCw, UserPlus } from 'lucide-react';
import { useMe } from '../account/use-me.ts';
import { useStartDraft } from '../application/use-start-draft.ts';
import { NoticeBox } from '../ui/notice-box.tsx';

/** What the unit may begin with a policy: 【保单补充申请】 while it runs, 【续保】 near its end and after. */
export function PolicyActs({ policy }: { policy: PolicyView }) {
  const me = useMe();
  const supplement = useStartDraft('supplement');
  const renewal = useStartDraft('renewal');
  if (!mayCause(me.roles, 'submit')) return null;
  const refusal = supplement.refusal ?? renewal.refusal;
  return (
    <>
      {refusal && <NoticeBox tone="error">{refusal.sentence}</NoticeBox>}
      {policy.next.supplement === null && (
        <button
          type="button"
          className="quiet-button"
          disabled={supplement.busy}
          onClick={() => supplement.begin(policy.number)}
        >
          <UserPlus aria-hidden="true" />
          保单补充申请
        </button>
      )}
      {policy.next.renewal === null && (
        <button
          type="button"
          className="quiet-button"
          disabled={renewal.busy}
          onClick={() => renewal.begin(policy.number)}
        >
          <RefreshCw aria-hidden="true" />
          续保
        </button>
      )}
    </>
  );
}
