import { DomainError } from '@huzhu/domain/error/domain-error';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { newRequestId } from '../app/request-id.ts';
import { api, queryClient, trpc } from '../app/trpc.ts';
import { FileInput } from '../ui/file-input.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';

/** What may be sent at once; the server says in a sentence what else a seal has to be. */
const MOST_BYTES = 500 * 1024;

/** The seal's picture in place of the drawn one. */
export function SocietySeal({ picture }: { picture: string | undefined }) {
  const chooser = useRef<HTMLInputElement>(null);
  const save = useMutation({
    mutationFn: async (file: File | null) => {
      if (file && file.size > MOST_BYTES) throw new DomainError('SEAL_PICTURE');
      return api.setting.saveSeal.mutate({ requestId: newRequestId(), picture: file && (await base64Of(file)) });
    },
    onSuccess: (next) => queryClient.setQueryData(trpc.setting.society.queryKey(), next),
  });
  return (
    <section className="card act-card" aria-label="印章">
      <div className="society-seal">
        {picture && <img src={`data:image/png;base64,${picture}`} alt="现用的印章图片" width={119} height={119} />}
        <p>
          {picture ? '单据上使用这张印章图片。' : '单据上的印章由系统按互助会名称和印章用途绘制。'}
          <br />
          <span className="small muted">
            印章是图片，不是电子签名；配置签名证书后，文件另有电子签名。图片用背景透明的正方形 PNG，边长 200 到 2000
            像素。
          </span>
        </p>
      </div>
      {save.error && <NoticeBox tone="error">{refusalOf(save.error).sentence}</NoticeBox>}
      {save.isSuccess && <NoticeBox tone="success">已更换，以后签发的单据使用新的印章。</NoticeBox>}
      <div className="act-buttons">
        <Button size="large" loading={save.isPending} onClick={() => chooser.current?.click()}>
          {picture ? '更换印章图片' : '上传印章图片'}
        </Button>
        {picture && (
          <Button size="large" disabled={save.isPending} onClick={() => save.mutate(null)}>
            恢复系统绘制的印章
          </Button>
        )}
        <FileInput ref={chooser} label="印章图片" accept="image/png" onFile={(file) => save.mutate(file)} />
      </div>
    </section>
  );
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
