import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { MergePreview } from '@huzhu/domain/roster/annotated-roster.schema';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import './merge-dialog.css';
import { choicesOf, MergeConflicts, type Picks } from './merge-conflicts.tsx';
import { MergeGroup } from './merge-group.tsx';
import { MergeRefused } from './merge-refused.tsx';
import type { Merge } from './use-merge.ts';

interface MergeDialogProps {
  view: ApplicationView;
  importId: string;
  merge: Merge;
}

/** 核对差异: what a 批注名单 that came back would change, before anything is written. */
export function MergeDialog({ view, importId, merge }: MergeDialogProps) {
  const preview = useQuery({
    ...trpc.roster.previewMerge.queryOptions({ number: view.number, importId }),
    staleTime: 0,
    gcTime: 0,
    // Chosen for what was seen: it must not change beneath.
    refetchOnWindowFocus: false,
    retry: false,
  });
  const [picks, setPicks] = useState<Picks>({ all: null, rows: new Map() });
  const [removeMissing, setRemoveMissing] = useState(false);
  const { data } = preview;
  const rows = data ? rowsOf(data, removeMissing) : 0;
  const conflicts = data ? choicesOf(data, picks) : null;
  const open = data && data.conflicts.rows > 0 && conflicts === null;

  return (
    <Modal
      open
      centered
      title="核对差异"
      width="min(60rem, calc(100vw - 2rem))"
      // A press that slips beside the dialog must not throw away what was chosen.
      mask={{ closable: false }}
      onCancel={merge.cancel}
      footer={[
        <Button key="cancel" onClick={merge.cancel}>
          先不并入
        </Button>,
        ...(data
          ? [
              <Button
                key="apply"
                type="primary"
                disabled={open === true}
                loading={merge.busy}
                onClick={() => merge.apply(data.seen, { conflicts, removeMissing })}
              >
                {rows > 0 ? `并入 ${rows.toLocaleString('en-US')} 行` : '知道了'}
              </Button>,
            ]
          : []),
      ]}
    >
      <div className="merge-dialog">
        {preview.isPending && <Skeleton label="正在对照批注名单" lines={6} />}
        {preview.error && <MergeRefused sentence={refusalOf(preview.error).sentence} merge={merge} />}
        {data === null && <p>没有等待并入的批注名单，也许别人已经并入了。</p>}
        {data && (
          <>
            <p className="merge-sum" role="status">
              <b>{`${data.fileName}　`}</b>
              {sumOf(data)}
            </p>
            {data.shuffled && (
              <NoticeBox tone="warning">
                很多行的姓名和证件号码都换了人，像是排序时漏选了隐藏的“互助核对码”一列。请核对下面的几行，再决定要不要并入。
              </NoticeBox>
            )}
            <MergeConflicts view={view} group={data.conflicts} picks={picks} onPick={setPicks} />
            <MergeGroup view={view} title="批注名单里改的" group={data.changed} />
            <MergeGroup
              title="批注名单里新增的"
              about={
                data.added.strangers > 0
                  ? `其中 ${data.added.strangers} 行像是从别的批注名单里复制来的，按新增的人并入。`
                  : undefined
              }
              group={data.added}
              numbered="表中"
            />
            <MergeGroup
              title="批注名单里没有的"
              about="下载以后从表里删去了。不选就保留在名单里。"
              group={data.missing}
            >
              <Checkbox checked={removeMissing} onChange={(event) => setRemoveMissing(event.target.checked)}>
                {`一并删除这 ${data.missing.rows.toLocaleString('en-US')} 行`}
              </Checkbox>
            </MergeGroup>
            <MergeGroup
              title="网页上已经删除的"
              about="在批注名单里改过，但网页上删除了，不会并入。需要的话，请先在名单里恢复，再核对差异。"
              group={data.deleted}
            />
          </>
        )}
        {open && <p className="merge-open">两边都改过的行，请先选用哪一边。</p>}
        {merge.sentence && <NoticeBox tone="error">{merge.sentence}</NoticeBox>}
      </div>
    </Modal>
  );
}

function rowsOf({ changed, conflicts, added, missing }: MergePreview, removeMissing: boolean): number {
  return changed.rows + conflicts.rows + added.rows + (removeMissing ? missing.rows : 0);
}

function sumOf(data: MergePreview): string {
  const rows = (count: number) => `${count.toLocaleString('en-US')} 行`;
  const parts = [
    [data.changed.rows, '改了'],
    [data.conflicts.rows, '与网页上改得不同的有'],
    [data.added.rows, '新增'],
    [data.missing.rows, '少了'],
  ] as const;
  const told = parts.flatMap(([count, word]) => (count > 0 ? [`${word} ${rows(count)}`] : []));
  if (told.length === 0) return '与现在的名单没有差别，不用并入。';
  const wrong = data.stillWrong > 0 ? `并入后其中 ${rows(data.stillWrong)}还有错误。` : '';
  return `${told.join('，')}；其余 ${rows(data.same)}不动，网页上的修改都保留。${wrong}`;
}
