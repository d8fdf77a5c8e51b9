import { LogOut } from 'lucide-react';
import { useLayout } from '../ui/layout.ts';
import { PopoverMenu } from '../ui/popover-menu.tsx';
import './account-menu.css';
import { useMe } from './use-me.ts';
import { useSignOut } from './use-sign-out.ts';

/** @param brief the avatar alone, as in the task frame */
export function AccountMenu({ brief = false }: { brief?: boolean }) {
  const me = useMe();
  const { cards } = useLayout();
  const signOut = useSignOut();
  const short = brief || cards;
  return (
    <PopoverMenu
      {...(short && { label: `账号：${me.name}` })}
      triggerClass="account-trigger"
      trigger={
        <>
          <span className="account-avatar" aria-hidden="true">
            {me.name.slice(0, 1)}
          </span>
          {!short && (
            <span className="account-name">
              <b>{me.name}</b>
              <span>{me.roleNames.join('、')}</span>
            </span>
          )}
        </>
      }
    >
      {() => (
        <>
          <div className="popover-head small">
            <b>{me.name}</b>
            <p className="muted">{me.roleNames.join('、')}</p>
            {me.demo && <p className="hint">演示账号</p>}
          </div>
          <button type="button" role="menuitem" className="popover-item" onClick={() => signOut.mutate({})}>
            <LogOut aria-hidden="true" />
            退出登录
          </button>
        </>
      )}
    </PopoverMenu>
  );
}
