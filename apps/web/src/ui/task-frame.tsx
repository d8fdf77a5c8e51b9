import { Link } from '@tanstack/react-router';
import { ArrowLeft, Phone } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { useLayout } from './layout.ts';
import { Pips } from './pips.tsx';
import { SealMark } from './seal-mark.tsx';
import { type Step, Steps } from './steps.tsx';
import './task-frame.css';

interface TaskFrameProps {
  backTo: string;
  backLabel: string;
  /** What the task is about, and its number. */
  title: ReactNode;
  number?: string | undefined;
  steps: readonly Step[];
  /** 1-based */
  at: number;
  after: string;
  saved: ReactNode;
  tools: ReactNode;
  hotline: string;
  footNote: ReactNode;
  /** Buttons, the primary last. */
  actions: ReactNode;
  /** The page takes the whole width and fills the height (the roster). */
  full?: boolean;
  scroller?: Ref<HTMLElement>;
  children: ReactNode;
}

/**
 * No menu, so that nothing leads away; the primary stands at the right edge of the content, always in sight.
 * `main` is the scroller: bar and footer stay, and virtual rows know their window.
 */
export function TaskFrame(props: TaskFrameProps) {
  const { compact, phone, cards } = useLayout();
  return (
    <div className={props.full ? 'task-frame task-full' : 'task-frame'}>
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="task-head">
        <div className="task-bar">
          <Link to="/" aria-label="互助保障首页" className="task-seal">
            <SealMark size={2.125} />
          </Link>
          <Link to={props.backTo} className="task-back" aria-label={props.backLabel}>
            <ArrowLeft aria-hidden="true" />
            {!phone && <span>{props.backLabel}</span>}
          </Link>
          <p className="task-title">
            <b>{props.title}</b>
            {props.number && <span className="muted">{props.number}</span>}
          </p>
          <div className="task-tools">
            {compact && !cards && (
              <span className="task-folded">
                <Pips at={props.at} of={props.steps.length} />
                {`第 ${props.at} 步，共 ${props.steps.length} 步`}
              </span>
            )}
            {!phone && props.saved}
            <a href={`tel:${props.hotline}`} className="task-hotline" aria-label={`互助会热线 ${props.hotline}`}>
              <Phone aria-hidden="true" />
              {!cards && props.hotline}
            </a>
            {props.tools}
          </div>
        </div>
        {!compact && (
          <nav className="task-steps" aria-label="步骤">
            <Steps steps={props.steps} at={props.at} after={props.after} />
          </nav>
        )}
        {cards && (
          <div className="task-steps task-steps-folded">
            <Pips at={props.at} of={props.steps.length} />
            <span>{`第 ${props.at} 步，共 ${props.steps.length} 步`}</span>
            {phone && props.saved}
          </div>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <main id="main" className="task-main" tabIndex={0} ref={props.scroller}>
        <div className="task-content">{props.children}</div>
      </main>
      <footer className="task-foot">
        <div className="task-foot-content">
          <div className="task-foot-note">{props.footNote}</div>
          <div className="task-actions">{props.actions}</div>
        </div>
      </footer>
    </div>
  );
}
