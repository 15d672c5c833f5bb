import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { FigurePage } from './article/FigurePage';
import { Page } from './article/Page';
import { followAddress } from './share/link-state';
import './theme.css';

followAddress();
const alone = new URLSearchParams(location.search).get('figure');

createRoot(document.getElementById('root')!).render(
  <StrictMode>{alone === null ? <Page /> : <FigurePage name={alone} />}</StrictMode>,
);
