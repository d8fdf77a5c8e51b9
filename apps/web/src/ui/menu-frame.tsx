import { Link } from '@tanstack/react-router';
import { type LucideIcon, Menu, Phone, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useLayout } from './layout.ts';
import './menu-frame.css';
import { SealMark } from './seal-mark.tsx';

export interface MenuEntry {
  readonly to: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** A number worth going there for. */
  readonly count?: number | undefined;
  /** Another page than ours behind the same session: it opens in a window of its own. */
  readonly outside?: boolean;
}

interface MenuFrameProps {
  product: string;
  productOf: string;
  entries: readonly MenuEntry[];
  /** The four of the bottom bar on a phone. */
  bottomEntries: readonly MenuEntry[];
  /** Left and right of the top bar. */
  place: ReactNode;
  tools: ReactNode;
  hotlineName: string;
  hotline: string;
  children: ReactNode;
}

/** Side bar, top bar, page; on a narrow screen the side bar opens by a button, on a phone four entries stand below. */
export function MenuFrame(props: MenuFrameProps) {
  const { cards, phone } = useLayout();
  const [open, setOpen] = useState(false);
  const folded = cards && !open;
  const close = () => setOpen(false);
  return (
    <div className="menu-frame">
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      {!folded && (
        <aside className="side-bar" aria-label="侧栏">
          <div className="side-brand">
            <SealMark />
            <div>
              <p className="side-product">{props.product}</p>
              <p className="side-product-of">{props.productOf}</p>
            </div>
          </div>
          <nav aria-label="主菜单">
            <ul>
              {props.entries.map((entry) => (
                <li key={entry.to}>
                  <MenuLink entry={entry} className="side-link" onClick={close} />
                </li>
              ))}
            </ul>
          </nav>
          <p className="side-hotline">
            <span>
              <Phone aria-hidden="true" />
              {props.hotlineName}
            </span>
            <a href={`tel:${props.hotline}`}>{props.hotline}</a>
          </p>
        </aside>
      )}
      <div className="menu-body">
        <header className="top-bar">
          {cards && (
            <button
              type="button"
              className="menu-button"
              aria-expanded={open}
              aria-label={open ? '关闭菜单' : '打开菜单'}
              onClick={() => setOpen(!open)}
            >
              {open ? <X aria-hidden="true" /> : <Menu aria-hidden="true" />}
            </button>
          )}
          <div className="top-place">{props.place}</div>
          <div className="top-tools">
            {cards && (
              <a
                className="menu-button"
                href={`tel:${props.hotline}`}
                aria-label={`${props.hotlineName} ${props.hotline}`}
              >
                <Phone aria-hidden="true" />
              </a>
            )}
            {props.tools}
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          {props.children}
        </main>
      </div>
      {phone && (
        <nav className="bottom-bar" aria-label="常用">
          {props.bottomEntries.map((entry) => (
            <MenuLink key={entry.to} entry={entry} className="bottom-link" onClick={close} />
          ))}
        </nav>
      )}
    </div>
  );
}

function MenuLink({ entry, className, onClick }: { entry: MenuEntry; className: string; onClick: () => void }) {
  const Icon = entry.icon;
  if (entry.outside) {
    return (
      <a href={entry.to} target="_blank" rel="noreferrer" className={className} onClick={onClick}>
        <Icon aria-hidden="true" />
        <span className="menu-label">{entry.label}</span>
        <span className="visually-hidden">（在新窗口打开）</span>
      </a>
    );
  }
  return (
    <Link
      to={entry.to}
      className={className}
      activeOptions={{ exact: entry.to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      onClick={onClick}
    >
      <Icon aria-hidden="true" />
      <span className="menu-label">{entry.label}</span>
      {entry.count ? <span className="menu-count">{entry.count}</span> : null}
    </Link>
  );
}
