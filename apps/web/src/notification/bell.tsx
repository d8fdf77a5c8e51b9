import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell as BellIcon } from 'lucide-react';
import { dayAndTime } from '../app/times.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { PopoverMenu } from '../ui/popover-menu.tsx';
import './bell.css';

/** What happened to the applications one has to do with; each line leads to its application. */
export function Bell() {
  const list = useQuery({ ...trpc.notification.list.queryOptions(), refetchInterval: 60_000 });
  const read = useMutation({
    ...trpc.notification.read.mutationOptions(),
    onSuccess: (next) => queryClient.setQueryData(trpc.notification.list.queryKey(), next),
  });
  const { unread = 0, items = [] } = list.data ?? {};
  return (
    <PopoverMenu
      label={unread > 0 ? `通知，${unread} 条未读` : '通知'}
      triggerClass="bell"
      trigger={
        <>
          <BellIcon aria-hidden="true" />
          {unread > 0 && (
            <span className="bell-count" aria-hidden="true">
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </>
      }
    >
      {(close) => (
        <div className="bell-list">
          {items.length === 0 && <p className="bell-empty">还没有通知。申请有进展时会在这里告诉您。</p>}
          {items.map((item) => (
            <Link
              key={item.id}
              role="menuitem"
              className={item.read ? 'bell-item' : 'bell-item bell-item-unread'}
              to="/applications/$number"
              params={{ number: item.applicationNumber }}
              onClick={() => {
                if (!item.read) read.mutate({ upTo: item.id });
                close();
              }}
            >
              <span>{item.sentence}</span>
              <span className="hint small">
                {dayAndTime(item.createdAt)}
                {!item.read && '　未读'}
              </span>
            </Link>
          ))}
          {unread > 0 && (
            <button
              type="button"
              role="menuitem"
              className="popover-item"
              onClick={() => read.mutate({ upTo: items[0]?.id ?? 1 })}
            >
              全部标为已读
            </button>
          )}
        </div>
      )}
    </PopoverMenu>
  );
}
