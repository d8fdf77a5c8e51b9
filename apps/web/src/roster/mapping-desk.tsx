import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { MappingSample } from '@huzhu/domain/roster/column-mapping.schema';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { trpc } from '../app/trpc.ts';
import { EnrolmentFrame } from '../enrolment/enrolment-frame.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { ColumnChoices } from './column-choices.tsx';
import './mapping.css';
import { MappingPreviewRows } from './mapping-preview-rows.tsx';
import { MappingState } from './mapping-state.tsx';
import { OwnSheet } from './own-sheet.tsx';
import { useMapping } from './use-mapping.ts';
import { setRosterStatus } from './use-roster-status.ts';

/** The unit's own sheet, what each of its columns is, and how it would be read so. */
export function MappingDesk({ view, sample }: { view: ApplicationView; sample: MappingSample }) {
  const { number } = view;
  const { importId, fields } = sample;
  const navigate = useNavigate();
  const toRoster = () => navigate({ to: '/applications/$number/roster', params: { number } });
  const said = useMapping(sample);
  const attempt = useRef({ body: '', requestId: '' });
  const send = useMutation({
    ...trpc.roster.importMapped.mutationOptions(),
    onSuccess: async (status) => {
      setRosterStatus(number, status);
      await toRoster();
    },
  });

  function importSo() {
    // The same press again after a broken connection is the same act.
    const body = JSON.stringify(said.mapping);
    if (attempt.current.body !== body) attempt.current = { body, requestId: newRequestId() };
    send.mutate({ requestId: attempt.current.requestId, number, importId, mapping: said.mapping });
  }

  return (
    <EnrolmentFrame
      view={view}
      step="roster"
      footNote={<MappingState wrong={said.wrong} />}
      actions={
        <>
          <Button size="large" onClick={() => void toRoster()}>
            返回名单
          </Button>
          <Button
            size="large"
            type="primary"
            disabled={said.wrong !== null}
            loading={send.isPending}
            onClick={importSo}
          >
            按此对应导入
          </Button>
        </>
      }
    >
      <h1>对应列名</h1>
      <p className="muted">
        {`${sample.fileName} 用的是本单位自己的列名。请看一下每一列是什么，导入后会记住：本单位下次遇到同样的表头，直接导入。`}
      </p>
      <div className="mapping">
        {sample.again && (
          <NoticeBox tone="warning">
            按新的对应会重新读取整份文件：网页上已经做的修改和删除不会保留，需要重新做一遍。
          </NoticeBox>
        )}
        {send.error && <NoticeBox tone="error">{refusalOf(send.error).sentence}</NoticeBox>}
        <OwnSheet sample={sample} said={said} />
        <ColumnChoices said={said} fields={fields} />
        <MappingPreviewRows number={number} importId={importId} fields={fields} said={said} />
      </div>
    </EnrolmentFrame>
  );
}
