/** Language and theme. Invariant: these two words are all that the page leaves in the browser. */
import { createStore } from './createStore.ts';

export type Language = 'en' | 'zh';
export type Theme = 'light' | 'dark';

export const language = createStore<Language>(readLanguage());
export const theme = createStore<Theme>(readTheme());

export function chooseLanguage(next: Language): void {
  localStorage.setItem('sandbox-language', next);
  language.set(next);
  showPreferences();
}

export function chooseTheme(next: Theme): void {
  localStorage.setItem('sandbox-theme', next);
  theme.set(next);
  showPreferences();
}

/** Tells the document, for style sheets and for who reads it aloud. */
export function showPreferences(): void {
  document.documentElement.lang = language.get() === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset['theme'] = theme.get();
}

function readLanguage(): Language {
  const kept = localStorage.getItem('sandbox-language');
  if (kept === 'en' || kept === 'zh') return kept;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

function readTheme(): Theme {
  const kept = localStorage.getItem('sandbox-theme');
  if (kept === 'light' || kept === 'dark') return kept;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
