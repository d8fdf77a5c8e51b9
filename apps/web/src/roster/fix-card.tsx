import type { IssueCode } from '@huzhu/domain/roster/issue-codes';
import { Button } from 'antd';
import type { Roster } from './use-roster-status.ts';
import { WandCard } from './wand-card.tsx';

interface FixCardProps {
  roster: Roster;
  /** The cause that the list is narrowed to. */
  code: IssueCode;
  onOpen: (code: IssueCode) => void;
}

/** Rows of one cause that can be corrected in one go. */
export function FixCard({ roster, code, onOpen }: FixCardProps) {
  const cause = roster.causes.find((candidate) => candidate.code === code && isGroup(candidate));
  if (!cause) return null;
  return (
    <WandCard
      label="一并修改"
      title={`“${cause.cause}”的 ${cause.rows.toLocaleString('en-US')} 行，可以一次改好`}
      about="先看改前改后，再应用；可撤销。"
      action={
        <Button color="primary" variant="outlined" onClick={() => onOpen(code)}>
          一并修改
        </Button>
      }
    />
  );
}

/** A single row is corrected in its own place. */
export function isGroup({ fixable, rows }: Roster['causes'][number]): boolean {
  return fixable && rows > 1;
}
