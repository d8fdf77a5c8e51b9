import { useRouter } from '@tanstack/react-router';
import { Trouble } from '../ui/trouble.tsx';
import { refusalOf } from './refusal.ts';

/** A route that could not be opened: the sentence, and one way on. */
export function RouteTrouble({ error }: { error: unknown }) {
  const router = useRouter();
  const refusal = refusalOf(error);
  return (
    <main style={{ maxWidth: '42rem', margin: '0 auto', padding: '3rem 1rem' }}>
      <h1 className="visually-hidden">打不开这个页面</h1>
      <Trouble sentence={refusal.sentence} onRetry={() => void router.invalidate()} />
      <p style={{ marginTop: '1rem' }}>
        <a href="/">返回首页</a>
      </p>
    </main>
  );
}
