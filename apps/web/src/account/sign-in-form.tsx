import { signInInput } from '@huzhu/domain/account/account.schema';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Eye, EyeOff } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { queryClient, trpc } from '../app/trpc.ts';
import { Field } from '../ui/field.tsx';
import { LeadSentence } from '../ui/lead-sentence.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import '../ui/plain-controls.css';
import { forgetLogin, rememberedLogin, rememberLogin } from './remembered-login.ts';

export function SignInForm() {
  const navigate = useNavigate();
  const { back } = useSearch({ from: '/sign-in' });
  const [login, setLogin] = useState(rememberedLogin);
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [remember, setRemember] = useState(login !== '');
  const [wrong, setWrong] = useState<{ login?: string; password?: string }>({});
  const loginInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  // The page is nothing but this form: the first empty field is where the person wants to be.
  useEffect(() => (rememberedLogin() === '' ? loginInput : passwordInput).current?.focus(), []);
  const signIn = useMutation({
    ...trpc.account.signIn.mutationOptions(),
    onSuccess: async (me) => {
      if (remember) rememberLogin(login.trim());
      else forgetLogin();
      queryClient.clear();
      queryClient.setQueryData(trpc.account.me.queryKey(), me);
      await navigate({ to: back ?? '/', replace: true });
    },
    onError: () => passwordInput.current?.select(),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const input = signInInput.safeParse({ login, password });
    if (input.success) {
      setWrong({});
      signIn.mutate(input.data);
      return;
    }
    const first = (name: string) => input.error.issues.find((issue) => issue.path[0] === name)?.message;
    const next = { login: first('login'), password: first('password') };
    setWrong({ ...(next.login && { login: next.login }), ...(next.password && { password: next.password }) });
    (next.login ? loginInput : passwordInput).current?.focus();
  }

  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <div>
        <h1>登录</h1>
        <p className="muted">使用单位为您开通的账号。</p>
      </div>
      {signIn.error && (
        <NoticeBox tone="error">
          <LeadSentence>{refusalOf(signIn.error).sentence}</LeadSentence>
        </NoticeBox>
      )}
      <Field id="login" label="用户名或手机号" error={wrong.login}>
        <input
          id="login"
          className="plain-input"
          name="username"
          ref={loginInput}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          aria-invalid={wrong.login !== undefined}
          aria-describedby={wrong.login ? 'login-error' : undefined}
          onChange={(event) => setLogin(event.target.value)}
        />
      </Field>
      <Field id="password" label="密码" error={wrong.password}>
        <div className="plain-input-with-button">
          <input
            id="password"
            className="plain-input"
            name="password"
            ref={passwordInput}
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            value={password}
            aria-invalid={wrong.password !== undefined || signIn.isError}
            aria-describedby={wrong.password ? 'password-error' : undefined}
            onChange={(event) => setPassword(event.target.value)}
          />
          <button
            type="button"
            className="sign-in-eye"
            aria-label={shown ? '隐藏密码' : '显示密码'}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
          </button>
        </div>
      </Field>
      <label className="plain-tick">
        <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
        在这台电脑上记住用户名
      </label>
      <Button type="primary" size="large" htmlType="submit" block loading={signIn.isPending}>
        登录
      </Button>
      <p className="small muted">没有账号，或者忘了密码？请联系本单位工会的管理人员，或致电互助会热线。</p>
    </form>
  );
}
