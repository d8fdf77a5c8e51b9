import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { stepPath } from './wizard-step.ts';

/** 【保单补充申请】 and 【续保】: a draft that begins with a policy, and leads to its first step. */
export function useStartDraft(kind: 'supplement' | 'renewal') {
  const navigate = useNavigate();
  // One visit is one act: pressing again after a lost answer repeats the same request for the same policy.
  const [requestIds] = useState(() => new Map<string, string>());
  const procedure = kind === 'supplement' ? trpc.supplement.start : trpc.renewal.start;
  const start = useMutation({
    ...procedure.mutationOptions(),
    onSuccess: (view) => {
      queryClient.setQueryData(trpc.application.get.queryKey({ number: view.number }), view);
      void queryClient.invalidateQueries(trpc.application.list.pathFilter());
      void navigate({ to: stepPath(view.number, kind === 'supplement' ? 'roster' : 'plan') });
    },
  });
  return {
    busy: start.isPending,
    /** The policy that was refused, and why. */
    refusal: start.error && { policyNumber: start.variables?.policyNumber, sentence: refusalOf(start.error).sentence },
    begin(policyNumber: string) {
      const requestId = requestIds.get(policyNumber) ?? newRequestId();
      requestIds.set(policyNumber, requestId);
      start.mutate({ requestId, policyNumber });
    },
  };
}
