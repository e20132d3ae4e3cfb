/** Begins the page. */
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { showPreferences } from './state/preferences.ts';
import { beginSession } from './state/session.ts';
import './styles/tokens.css';
import './styles/shell.css';
import './styles/tree.css';

showPreferences();
void beginSession();
const root = document.getElementById('page');
if (root !== null) createRoot(root).render(<App />);
