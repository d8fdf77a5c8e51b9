import type { PolicyListItem } from '@huzhu/domain/policy/policy.schema';
import { NoticeBox } from '../ui/notice-box.tsx';

/** The first cell of a list of policies: whose, which, what it covers, and why a button of the row was refused. */
export function PolicyNameCell({ item, refusal }: { item: PolicyListItem; refusal: string | undefined }) {
  return (
    <td>
      <b id={`unit-${item.number}`}>{item.unitName}</b>
      <p className="small muted application-under">
        <span>{item.number}</span>
        <span>{item.planNames.join('、')}</span>
      </p>
      {refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
    </td>
  );
}
