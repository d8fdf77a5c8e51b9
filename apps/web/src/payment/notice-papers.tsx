import type { PaymentNoticeView } from '@huzhu/domain/payment/payment.schema';
import { Button } from 'antd';
import { Download, Printer } from 'lucide-react';
import { useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { saveFile } from '../app/save-file.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import './payment.css';

/** 打印 and 【下载缴费通知书】. Opening it is what opens 下一步, so the page asks again afterwards. */
export function NoticePapers({ number, notice }: { number: string; notice: PaymentNoticeView }) {
  const [refusal, setRefusal] = useState<string>();
  const address = `/api/applications/${number}/payment-notice`;
  const opened = () => void queryClient.invalidateQueries(trpc.payment.page.queryFilter({ number }));
  return (
    <>
      <div className="payment-papers">
        <Button
          size="large"
          disabled={!notice.ready}
          href={`${address}?print=1`}
          target="_blank"
          icon={<Printer aria-hidden="true" />}
          onClick={() => setTimeout(opened, 1_500)}
        >
          打印
        </Button>
        <Button
          size="large"
          color="primary"
          variant="outlined"
          disabled={!notice.ready}
          icon={<Download aria-hidden="true" />}
          onClick={() => {
            setRefusal(undefined);
            saveFile(address, `缴费通知书 ${notice.number}.pdf`)
              .catch((error: unknown) => setRefusal(refusalOf(error).sentence))
              .finally(opened);
          }}
        >
          下载缴费通知书
        </Button>
      </div>
      {!notice.ready && <NoticeBox tone="info">缴费通知书正在生成，一般几秒钟，好了就能下载。</NoticeBox>}
      {refusal && <NoticeBox tone="error">{refusal}</NoticeBox>}
    </>
  );
}
