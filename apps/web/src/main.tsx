import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/providers.tsx';
import './ui/base.css';
import { startLayout } from './ui/layout.ts';

// After an update of the server the chunks of an open page are gone: one reload fetches the new ones. Once a minute at
// most, so that a server that is really broken does not make the page spin.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('huzhu.reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem('huzhu.reloaded', String(Date.now()));
  window.location.reload();
});

startLayout();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
