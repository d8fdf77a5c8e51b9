const KEY = 'huzhu.login';

/** 在这台电脑上记住用户名: the name only, never the password. Empty where nothing is kept or storage is forbidden. */
export function rememberedLogin(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function rememberLogin(login: string): void {
  try {
    localStorage.setItem(KEY, login);
  } catch {
    // Forbidden storage: the tick has no effect, signing in goes on.
  }
}

export function forgetLogin(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
