/** The frame around every view. Invariant: it shows at once; each view comes as soon as it is loaded, the editor last. */
import { lazy, Suspense } from 'react';
import { Header } from './parts/Header.tsx';
import { TokenForm } from './parts/TokenForm.tsx';
import { useRoute, type View } from './state/route.ts';
import { session } from './state/session.ts';
import { useWords } from './words/useWords.ts';

const VIEW_PARTS: Readonly<Record<View, React.ComponentType>> = {
  ask: lazy(() => import('./ask/AskView.tsx')),
  compare: lazy(() => import('./compare/CompareView.tsx')),
  agreements: lazy(() => import('./agreements/AgreementsView.tsx')),
  parcel: lazy(() => import('./parcel/ParcelView.tsx')),
};

export function App() {
  const { view } = useRoute();
  const { network, caller, problem } = session.use();
  const say = useWords();
  const ViewPart = VIEW_PARTS[view];
  return (
    <>
      <button type="button" className="skip" onClick={focusMain}>
        {say('skip')}
      </button>
      <Header view={view} />
      <main id="main" tabIndex={-1} className={`view view-${view}`}>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem === 'NO_TOKEN' ? say('token.bad') : problem}
          </p>
        )}
        {network !== undefined && !network.isDemo && caller === undefined && <TokenForm />}
        {caller !== undefined && (
          <Suspense fallback={<Loading />}>
            <ViewPart />
          </Suspense>
        )}
        {caller === undefined && (network === undefined || network.isDemo) && problem === undefined && (
          <Loading />
        )}
      </main>
    </>
  );
}

function Loading() {
  const say = useWords();
  return (
    <p className="loading" role="status">
      {say('loading')}
    </p>
  );
}

/** A button, and no link to `#main`: the address names the view. */
function focusMain(): void {
  document.getElementById('main')?.focus();
}
