import { Button } from 'antd';
import { LogOut } from 'lucide-react';
import { HOTLINE } from '../app/hotline.ts';
import { BusinessDateCard } from '../setting/business-date-card.tsx';
import { useMe } from './use-me.ts';
import { useSignOut } from './use-sign-out.ts';

/** 我的, the fourth entry of the phone's bottom bar. */
export function AccountPage() {
  const me = useMe();
  const signOut = useSignOut();
  return (
    <>
      <h1>我的</h1>
      <section className="card" style={{ marginTop: '1rem', padding: '1.25rem', display: 'grid', gap: '0.75rem' }}>
        <div>
          <h2>{me.name}</h2>
          <p className="muted">{me.roleNames.join('、')}</p>
        </div>
        <ul>
          {me.units.map((unit) => (
            <li key={unit.code}>{unit.name}</li>
          ))}
        </ul>
        <p className="muted">
          互助会热线 <a href={`tel:${HOTLINE}`}>{HOTLINE}</a>
        </p>
        <Button icon={<LogOut aria-hidden="true" />} size="large" onClick={() => signOut.mutate({})}>
          退出登录
        </Button>
      </section>
      {me.demo && me.roles.includes('society_admin') && (
        <div style={{ marginTop: '1rem' }}>
          <BusinessDateCard />
        </div>
      )}
    </>
  );
}
