import type { RosterCheckResult } from '@huzhu/domain/roster/roster.schema';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Refusal, refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { type Roster, setRosterStatus } from './use-roster-status.ts';

/**
 * 校验 by the first 下一步 (manual 2.3): its result is shown. Once the list was checked here, the next press goes on to
 * 确认提交 when nothing is wrong; where the list has changed since, after another check in the same press.
 */
export function useVerification(number: string, roster: Roster | null) {
  const [passedAs, setPassedAs] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [firstErrorRow, setFirstErrorRow] = useState<number | null>(null);
  const [checked, setChecked] = useState<string | null>(null);
  const verify = useMutation(trpc.roster.verify.mutationOptions());

  /** Null when it could not be done; the refusal says why. */
  async function run(): Promise<RosterCheckResult | null> {
    try {
      const result = await verify.mutateAsync({ requestId: newRequestId(), number });
      setRefusal(null);
      setRosterStatus(number, { roster: result.roster });
      void queryClient.invalidateQueries(trpc.application.summary.queryFilter({ number }));
      setFirstErrorRow(result.firstErrorRow);
      setChecked(result.roster?.importId ?? null);
      setPassedAs(result.firstErrorRow === null && result.roster ? stamp(result.roster) : null);
      return result;
    } catch (error) {
      setRefusal(refusalOf(error));
      return null;
    }
  }

  return {
    run,
    refusal,
    firstErrorRow,
    busy: verify.isPending,
    /** This very import was checked before, on this visit of the page. */
    checkedBefore: roster !== null && checked === roster.importId,
    passed: roster !== null && passedAs === stamp(roster),
  };
}

const stamp = (roster: Roster) => JSON.stringify([roster.importId, roster.counts, roster.causes]);
