import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { FixGroupList, GroupedFix } from '@huzhu/domain/roster/grouped-fix.schema';
import { ISSUE_CODES, type IssueCode } from '@huzhu/domain/roster/issue-codes';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { Field } from '../ui/field.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './fix-dialog.css';
import { FixOffers } from './fix-offers.tsx';
import { FixPreviewRows } from './fix-preview-rows.tsx';
import { fieldLabel, rosterColumns } from './roster-columns.ts';
import type { GroupedFixing } from './use-grouped-fix.ts';

interface FixDialogProps {
  view: ApplicationView;
  code: IssueCode;
  fixing: GroupedFixing;
}

/** 一并修改: which rows, how, and what becomes of them, before anything is written. */
export function FixDialog({ view, code, fixing }: FixDialogProps) {
  const { number } = view;
  const groups = useQuery({
    ...trpc.roster.fixGroups.queryOptions({ number, code }),
    staleTime: 0,
    gcTime: 0,
  });
  const choices = (groups.data ?? []).flatMap((group) => choicesOf(group, view));
  const [place, setPlace] = useState(0);
  const [fix, setFix] = useState<GroupedFix | null>(null);
  const chosen = choices[place];
  const group = chosen && { code, field: chosen.group.field, value: chosen.value };
  const preview = useQuery({
    ...trpc.roster.previewFix.queryOptions(group && fix ? { number, group, fix } : skipToken),
    staleTime: 0,
    gcTime: 0,
  });
  const rows = preview.data?.rows ?? 0;

  return (
    <Modal
      open
      centered
      title={`一并修改：${ISSUE_CODES[code].cause}`}
      width="min(44rem, calc(100vw - 2rem))"
      // A press that slips beside the dialog must not throw away what was chosen.
      mask={{ closable: false }}
      onCancel={fixing.cancel}
      footer={[
        <Button key="cancel" onClick={fixing.cancel}>
          先不修改
        </Button>,
        <Button
          key="apply"
          type="primary"
          disabled={rows === 0}
          loading={fixing.busy}
          onClick={() => group && fix && preview.data && fixing.apply(group, fix, preview.data.seen)}
        >
          {rows > 0 ? `应用到全部 ${rows.toLocaleString('en-US')} 行` : '应用'}
        </Button>,
      ]}
    >
      <div className="fix-dialog">
        {groups.isPending && <Skeleton label="正在取这一类的行" lines={4} />}
        {groups.error && <Trouble sentence={refusalOf(groups.error).sentence} onRetry={() => void groups.refetch()} />}
        {groups.data && choices.length === 0 && <p>这一类已经没有可以一并修改的行。</p>}
        {choices.length > 1 && (
          <Field id="fix-rows" label="哪些行">
            <select
              id="fix-rows"
              className="add-row-select"
              value={place}
              onChange={(event) => {
                const next = Number(event.target.value);
                // Another column is offered other values.
                if (choices[next]?.group.field !== chosen?.group.field) setFix(null);
                setPlace(next);
              }}
            >
              {choices.map((choice, index) => (
                <option key={choice.label} value={index}>
                  {choice.label}
                </option>
              ))}
            </select>
          </Field>
        )}
        {chosen && (
          <FixOffers key={chosen.group.field} offers={chosen.group.offers} field={chosen.group.field} onFix={setFix} />
        )}
        {chosen && <FixPreviewRows preview={preview} chosen={fix !== null} />}
        {fixing.sentence && <NoticeBox tone="error">{fixing.sentence}</NoticeBox>}
      </div>
    </Modal>
  );
}

/** All rows of a column, and where several things were written there, the rows of each. */
function choicesOf(group: FixGroupList[number], view: ApplicationView) {
  const column = rosterColumns(view.plans).find(({ field }) => field === group.field);
  const name = column?.label ?? fieldLabel(group.field) ?? '';
  const rows = (count: number) => `${count.toLocaleString('en-US')} 行`;
  return [
    { group, value: null, label: `${name}：全部 ${rows(group.rows)}` },
    ...group.values.map(({ value, rows: count }) => ({
      group,
      value,
      label: `${name}：填的是“${value}”的 ${rows(count)}`,
    })),
  ];
}
