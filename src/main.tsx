import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Page } from './article/Page';
import { Session } from './engine/session';
import { SessionProvider } from './figures/session';
import './theme.css';

const session = new Session(new URL('./', document.baseURI).href);
void session.start();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <SessionProvider session={session}>
      <Page />
    </SessionProvider>
  </StrictMode>,
);
