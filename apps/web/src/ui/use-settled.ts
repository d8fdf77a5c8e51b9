import { useEffect, useRef } from 'react';

/** Work is going on. */
export const UNDER_WAY = 'under way';
/** None was ever done. */
export const NONE = 'none';

/**
 * Calls back when work that goes on elsewhere has come to another end than the one known so far, however short it was: to wait for a
 * look at it while it goes on would miss what is done within one request.
 * @param state UNDER_WAY, NONE or the name of the work that is done; undefined while that is not known
 */
export function useSettled(state: string | undefined, onSettled: () => void): void {
  const known = useRef<string>(undefined);
  const settled = useRef(onSettled);
  settled.current = onSettled;
  useEffect(() => {
    if (state === undefined) return;
    if (known.current !== undefined && state !== known.current && state !== UNDER_WAY) settled.current();
    known.current = state;
  }, [state]);
}
