import { Button } from 'antd';
import { Unplug } from 'lucide-react';
import './trouble.css';

/** The reason, that nothing is lost, and the way on. */
export function Trouble({ sentence, onRetry }: { sentence: string; onRetry?: () => void }) {
  return (
    <div className="trouble card" role="alert">
      <Unplug aria-hidden="true" />
      <p>{sentence}</p>
      {onRetry && <Button onClick={onRetry}>再试一次</Button>}
    </div>
  );
}
