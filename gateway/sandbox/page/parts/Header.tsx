/** The head of the page: where one is, whom one views as, language and theme. */
import { chooseLanguage, chooseTheme, language, theme } from '../state/preferences.ts';
import { linkTo, VIEWS, type View } from '../state/route.ts';
import { useWords } from '../words/useWords.ts';
import { ViewAs } from './ViewAs.tsx';

export function Header({ view }: { readonly view: View }) {
  const say = useWords();
  const currentLanguage = language.use();
  const currentTheme = theme.use();
  const otherTheme = currentTheme === 'dark' ? 'light' : 'dark';
  return (
    <header className="header">
      <h1 className="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true" className="brand-mark">
          <path d="M5 10l11-5 11 5v12l-11 5-11-5z M5 10l11 5 11-5 M16 15v12" />
        </svg>
        <span>
          Tracking hub <span className="brand-part">{say('sandbox')}</span>
        </span>
      </h1>
      <nav aria-label={say('nav')} className="nav">
        {VIEWS.map((each) => (
          <a key={each} href={linkTo(each)} aria-current={each === view ? 'page' : undefined}>
            {say(`view.${each}`)}
          </a>
        ))}
      </nav>
      <ViewAs isHidden={view === 'compare'} />
      <div className="preferences">
        <button
          type="button"
          lang={currentLanguage === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => chooseLanguage(currentLanguage === 'zh' ? 'en' : 'zh')}
        >
          {currentLanguage === 'zh' ? 'English' : '中文'}
        </button>
        <button type="button" onClick={() => chooseTheme(otherTheme)} aria-label={say(`theme.${otherTheme}`)}>
          <svg viewBox="0 0 20 20" aria-hidden="true" className="icon">
            {currentTheme === 'dark' ? (
              <path d="M10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.4 1.4M13.6 13.6L15 15M15 5l-1.4 1.4M6.4 13.6L5 15M13 10a3 3 0 11-6 0 3 3 0 016 0z" />
            ) : (
              <path d="M16 11.5A6.5 6.5 0 018.5 4a6.5 6.5 0 107.5 7.5z" />
            )}
          </svg>
        </button>
      </div>
    </header>
  );
}
