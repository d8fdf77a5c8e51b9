import { useRouter } from '@tanstack/react-router';
import '../ui/lead-button.css';
import { SealMark } from '../ui/seal-mark.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { refusalOf } from './refusal.ts';

/** A route that could not be opened: the sentence, and one way on. */
export function RouteTrouble({ error }: { error: unknown }) {
  const router = useRouter();
  const refusal = refusalOf(error);
  const missing = refusal.code === 'NOT_FOUND';
  return (
    <main style={{ maxWidth: '42rem', margin: '0 auto', padding: '3rem 1rem' }}>
      <SealMark />
      <h1 style={{ margin: '1.25rem 0 1rem' }}>{missing ? '没有这个页面' : '打不开这个页面'}</h1>
      {missing ? (
        <p>地址可能输错了，或者这个页面已经搬走。您填写的内容都还在。</p>
      ) : (
        <Trouble sentence={refusal.sentence} onRetry={() => void router.invalidate()} />
      )}
      <p style={{ marginTop: '1.5rem' }}>
        <a href="/" className="lead-button">
          返回首页
        </a>
      </p>
    </main>
  );
}
