import { WandSparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import './wand-card.css';

interface WandCardProps {
  /** Names the card for whoever does not see it. */
  label: string;
  title: string;
  about: string;
  action: ReactNode;
}

/** One cause that one act answers, above its rows. */
export function WandCard({ label, title, about, action }: WandCardProps) {
  return (
    <section className="wand-card" aria-label={label}>
      <WandSparkles aria-hidden="true" />
      <div>
        <b>{title}</b>
        <p className="small muted">{about}</p>
      </div>
      {action}
    </section>
  );
}
