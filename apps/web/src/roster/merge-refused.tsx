import { Button } from 'antd';
import { NoticeBox } from '../ui/notice-box.tsx';
import type { Merge } from './use-merge.ts';

/** Why a 批注名单 cannot be merged, and the way out. */
export function MergeRefused({ sentence, merge }: { sentence: string; merge: Merge }) {
  return (
    <>
      <NoticeBox tone="error">{sentence}</NoticeBox>
      <section className="merge-keyless" aria-label="当作普通名单导入">
        <p className="small muted">当作普通名单导入，就不看“互助核对码”，和导入别的文件一样：</p>
        <Button disabled={merge.busy} onClick={() => merge.importKeyless('replace')}>
          替换现有名单
        </Button>
        <Button disabled={merge.busy} onClick={() => merge.importKeyless('add')}>
          加到现有名单
        </Button>
      </section>
    </>
  );
}
