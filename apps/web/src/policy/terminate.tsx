import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { dayAndTime } from '../app/times.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { applicationMoved } from '../application/application-moved.ts';
import '../ui/act-card.css';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';

type Act = 'propose' | 'approve' | 'refuse';

/** 终止 by society_admin: one proposes, another decides. */
export function Terminate({ view }: { view: ApplicationView }) {
  const termination = useQuery(trpc.policy.termination.queryOptions({ number: view.number }));
  const [asked, setAsked] = useState<{ act: Act; requestId: string } | null>(null);
  const after = {
    onSuccess: async (next: ApplicationView) => {
      setAsked(null);
      await queryClient.invalidateQueries(trpc.policy.termination.queryFilter({ number: view.number }));
      await applicationMoved(next);
    },
  };
  const acts = {
    propose: useMutation({ ...trpc.policy.proposeTermination.mutationOptions(), ...after }),
    approve: useMutation({ ...trpc.policy.approveTermination.mutationOptions(), ...after }),
    refuse: useMutation({ ...trpc.policy.refuseTermination.mutationOptions(), ...after }),
  };
  const move = { number: view.number, version: view.version };
  const open = (act: Act) => {
    acts[act].reset();
    setAsked({ act, requestId: newRequestId() });
  };
  const error = asked && acts[asked.act].error;
  const refusal = error ? refusalOf(error).sentence : undefined;
  const standing = termination.data?.state === 'proposed' ? termination.data : null;
  const consequence =
    view.state === 'in_force' ? '同意当天 24 时起不再保障，已缴的互助金不退。' : '保障不再生效，已缴的款项全部退回。';
  return (
    <section className="card act-card" aria-labelledby="terminate-title">
      <h2 id="terminate-title">终止</h2>
      {standing ? (
        <>
          <Facts
            facts={[
              ['提出', `${standing.proposedBy}，${dayAndTime(standing.proposedAt)}`],
              ['原因', standing.reason],
              ['结果', consequence],
            ]}
          />
          {standing.own ? (
            <NoticeBox tone="info">您已提出终止，等待另一位同事复核。</NoticeBox>
          ) : (
            <div className="act-buttons">
              <Button size="large" danger onClick={() => open('approve')}>
                同意终止
              </Button>
              <Button size="large" onClick={() => open('refuse')}>
                不同意
              </Button>
            </div>
          )}
        </>
      ) : (
        <>
          {termination.data?.state === 'refused' && (
            <NoticeBox tone="info">{`上次提出终止没有获得同意：${termination.data.refusal ?? ''}`}</NoticeBox>
          )}
          <p className="muted">{`要提前终止这份申请，由您提出，另一位同事复核。${consequence}`}</p>
          <div className="act-buttons">
            <Button size="large" danger onClick={() => open('propose')}>
              提出终止
            </Button>
          </div>
        </>
      )}
      <ConfirmDialog
        open={asked?.act === 'approve'}
        title="同意终止？"
        confirmLabel="同意终止"
        cancelLabel="先不终止"
        danger
        busy={acts.approve.isPending}
        onConfirm={() => asked && acts.approve.mutate({ requestId: asked.requestId, ...move })}
        onCancel={() => setAsked(null)}
      >
        <p>{`${view.unit.name}，${view.number}。${consequence}终止后不能恢复。`}</p>
        {refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
      </ConfirmDialog>
      {asked && asked.act !== 'approve' && (
        <ReasonDialog
          title={asked.act === 'propose' ? '提出终止？' : '不同意终止？'}
          confirmLabel={asked.act === 'propose' ? '提出终止' : '不同意'}
          cancelLabel="先不办"
          danger={asked.act === 'propose'}
          busy={acts[asked.act].isPending}
          hint={asked.act === 'propose' ? '复核的同事和单位会看到' : '提出的同事会看到'}
          refusal={refusal}
          onConfirm={(reason) =>
            asked.act !== 'approve' && acts[asked.act].mutate({ requestId: asked.requestId, ...move, reason })
          }
          onCancel={() => setAsked(null)}
        >
          {asked.act === 'propose' ? '另一位互助会管理员同意后才会终止。' : '申请保持原样。'}
        </ReasonDialog>
      )}
    </section>
  );
}
