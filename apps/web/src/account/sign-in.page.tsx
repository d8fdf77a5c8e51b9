import { Phone } from 'lucide-react';
import { HOTLINE } from '../app/hotline.ts';
import { Rings } from '../ui/rings.tsx';
import { SealMark } from '../ui/seal-mark.tsx';
import { TextSizeSwitch } from '../ui/text-size-switch.tsx';
import { SignInForm } from './sign-in-form.tsx';
import './sign-in.css';

/** 登录: one form, no carousel. */
export function SignInPage() {
  return (
    <div className="sign-in">
      <aside className="sign-in-story" aria-label="关于互助保障">
        <div className="sign-in-brand">
          <SealMark size={3.25} />
          <div>
            <p className="sign-in-product">互助保障</p>
            <p className="muted">智慧工会管理系统</p>
          </div>
        </div>
        <p className="sign-in-motto">
          一人有难，
          <br />
          众人相助。
        </p>
        <p className="sign-in-lead">
          职工互助保障由工会组织、职工自愿参加。在这里为职工办理参保、缴费、保单查询与给付申请。
        </p>
        <Rings className="sign-in-rings" />
      </aside>
      <div className="sign-in-side">
        <header className="sign-in-tools">
          <TextSizeSwitch />
        </header>
        <main className="sign-in-main">
          <SignInForm />
        </main>
        <footer className="sign-in-foot">
          <p>
            <Phone aria-hidden="true" />
            互助会热线 <a href={`tel:${HOTLINE}`}>{HOTLINE}</a>
          </p>
          <p>职工个人信息加密保存，每次查看均有记录。</p>
        </footer>
      </div>
    </div>
  );
}
