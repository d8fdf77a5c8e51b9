import { mayCause } from '@huzhu/domain/application/application-state';
import {
  detailChanges,
  POLICY_CHANGE_KINDS,
  POLICY_CHANGE_STATES,
  type PolicyChangeView,
} from '@huzhu/domain/policy/policy-change.schema';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useMe } from '../account/use-me.ts';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { dayAndTime } from '../app/times.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import '../ui/act-card.css';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import './policy-changes.css';

/** Only of a policy, or all that wait. */
type Of = { policyNumber: string } | { applicationNumber: string } | { open: true };

/** 更正 and 减员: what was asked for, and for whose turn it is the next step. Nothing stands there where there is none. */
export function PolicyChanges({ of }: { of: Of }) {
  const list = useQuery(trpc.policyChange.list.queryOptions(of));
  if (!list.data || list.data.length === 0) return null;
  return (
    <section className="card policy-changes" aria-labelledby="changes-title">
      <h2 id="changes-title">更正和减员</h2>
      <ul>
        {list.data.map((change) => (
          <Change key={change.number} change={change} />
        ))}
      </ul>
    </section>
  );
}

function Change({ change }: { change: PolicyChangeView }) {
  return (
    <li>
      <div>
        <p>
          <b>{`${POLICY_CHANGE_KINDS[change.kind]} ${change.persons.length} 人`}</b>
          <span className="policy-change-state">{POLICY_CHANGE_STATES[change.state]}</span>
        </p>
        <p className="small muted">
          {`${change.unitName}　${change.number}　保单 `}
          <Link to="/policies/$policyNumber" className="inline-link" params={change} search={{ tab: 'endorsements' }}>
            {change.policyNumber}
          </Link>
        </p>
        {change.persons.map((person) => (
          <p key={person.idMasked + person.before.name} className="small">
            {wordsOf(person)}
          </p>
        ))}
        <p className="small muted">{`${change.requestedBy}，${dayAndTime(change.requestedAt)}：${change.reason}`}</p>
        {change.refusal && <p className="small">{`驳回原因：${change.refusal}`}</p>}
      </div>
      {change.state === 'pending' && <Acts change={change} />}
    </li>
  );
}

function wordsOf({ idMasked, before, after }: PolicyChangeView['persons'][number]): string {
  if (!after) return `${before.name}（${idMasked}）不再参保`;
  const told = detailChanges(before, after).map((each) => `${each.label} ${each.before || '（空）'} → ${each.after}`);
  return `${before.name}（${idMasked}）：${told.join('，')}`;
}

function Acts({ change }: { change: PolicyChangeView }) {
  const me = useMe();
  const [refusing, setRefusing] = useState(false);
  const [requestId] = useState(newRequestId);
  const after = {
    onSuccess: async () => {
      setRefusing(false);
      await Promise.all(
        [trpc.policyChange, trpc.policy, trpc.endorsement].map((word) =>
          queryClient.invalidateQueries(word.pathFilter()),
        ),
      );
    },
  };
  const approve = useMutation({ ...trpc.policyChange.approve.mutationOptions(), ...after });
  const refuse = useMutation({ ...trpc.policyChange.refuse.mutationOptions(), ...after });
  const withdraw = useMutation({ ...trpc.policyChange.withdraw.mutationOptions(), ...after });
  const at = { requestId, changeNumber: change.number, version: change.version };
  const error = approve.error ?? withdraw.error;
  const word = POLICY_CHANGE_KINDS[change.kind];
  const busy = approve.isPending || refuse.isPending || withdraw.isPending;
  return (
    <div className="act-buttons">
      {error && <NoticeBox tone="error">{refusalOf(error).sentence}</NoticeBox>}
      {mayCause(me.roles, 'approve') && (
        <>
          <Button color="primary" variant="outlined" disabled={busy} onClick={() => approve.mutate(at)}>
            {`同意${word}`}
          </Button>
          <Button disabled={busy} onClick={() => setRefusing(true)}>
            {`驳回${word}`}
          </Button>
        </>
      )}
      {change.own && (
        <Button disabled={busy} onClick={() => withdraw.mutate(at)}>
          {`撤回${word}`}
        </Button>
      )}
      {refusing && (
        <ReasonDialog
          title={`驳回这份${word}？`}
          confirmLabel={`驳回${word}`}
          cancelLabel="先不驳回"
          danger
          busy={refuse.isPending}
          hint="单位会看到"
          refusal={refuse.error ? refusalOf(refuse.error).sentence : undefined}
          onCancel={() => setRefusing(false)}
          onConfirm={(reason) => refuse.mutate({ ...at, requestId: newRequestId(), reason })}
        >
          {`${change.unitName}的保单 ${change.policyNumber}，${change.persons.length} 人。保单不变。`}
        </ReasonDialog>
      )}
    </div>
  );
}
