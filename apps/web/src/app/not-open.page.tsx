import { useLocation } from '@tanstack/react-router';
import { DoorClosed, Phone } from 'lucide-react';
import { HOTLINE } from './hotline.ts';
import { NOT_OPEN } from './not-open.ts';
import './not-open.css';

/** Honest about what this version does not do: what will stand here, that it is not open yet, what to do meanwhile. */
export function NotOpenPage() {
  const { pathname } = useLocation();
  const entry = NOT_OPEN.find((candidate) => candidate.to === pathname);
  if (!entry) return null;
  return (
    <>
      <h1>{entry.label}</h1>
      <section className="not-open card">
        <p className="not-open-head">
          <DoorClosed aria-hidden="true" />
          本版本还没有开放这一项
        </p>
        <dl>
          <div>
            <dt>这里将有</dt>
            <dd>{entry.holds}</dd>
          </div>
          <div>
            <dt>现在怎么办</dt>
            <dd>{entry.meanwhile}</dd>
          </div>
        </dl>
        <p className="not-open-hotline">
          <Phone aria-hidden="true" />
          互助会热线 <a href={`tel:${HOTLINE}`}>{HOTLINE}</a>
        </p>
      </section>
    </>
  );
}
