import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Columns3Cog } from 'lucide-react';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import './mapping.css';
import { type Roster, setRosterStatus } from './use-roster-status.ts';

/** How the columns of the unit's own sheet were found, and the ways to change that. */
export function MappingLine({ number, roster }: { number: string; roster: Roster }) {
  const [requestId] = useState(newRequestId);
  const forget = useMutation({
    ...trpc.roster.forgetMapping.mutationOptions(),
    onSuccess: (status) => setRosterStatus(number, status),
  });
  const { columnMapping } = roster;
  if (!columnMapping || columnMapping.state === 'offered') return null;
  const { state, kept } = columnMapping;
  return (
    <p className="mapping-line small muted">
      <Columns3Cog aria-hidden="true" />
      <span>
        {state === 'remembered' ? '已按上次的列名对应导入' : '已按您对应的列名导入'}
        {state === 'chosen' && kept && '，本单位下次遇到同样的表头直接导入'}
        {state === 'remembered' && !kept && '，以后不再自动对应'}
      </span>
      <Link to="/applications/$number/roster/mapping" params={{ number }}>
        修改对应
      </Link>
      {kept && (
        <button
          type="button"
          className="plain-button"
          disabled={forget.isPending}
          onClick={() => forget.mutate({ requestId, number })}
        >
          不再记住
        </button>
      )}
      {forget.error && <span role="alert">{refusalOf(forget.error).sentence}</span>}
    </p>
  );
}
