/** One pair: how it stands, what its agreement shares, and a place to try a change out. */
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { SandboxAgreements, SharingGrid } from '../../wire/answers.ts';
import { readStanding } from '../logic/standing.ts';
import { askSandbox } from '../state/askServer.ts';
import { linkTo } from '../state/route.ts';
import { session } from '../state/session.ts';
import { useWords } from '../words/useWords.ts';
import { GridTable } from './GridTable.tsx';
import { StandingSign, sayStanding } from './Matrix.tsx';

const DraftEditor = lazy(() => import('./DraftEditor.tsx'));

export interface PairViewProps {
  readonly book: SandboxAgreements;
  readonly operator: string;
  readonly platform: string;
  readonly at: number;
  readonly slider: React.ReactNode;
}

export function PairView({ book, operator, platform, at, slider }: PairViewProps) {
  const say = useWords();
  const { network } = session.use();
  const standing = useMemo(() => readStanding(book, operator, platform, at), [book, operator, platform, at]);
  const file = standing.agreement?.file;
  const [grid, setGrid] = useState<SharingGrid>();
  const [drafted, setDrafted] = useState<SharingGrid>();
  useEffect(() => {
    if (file === undefined) return;
    askSandbox<SharingGrid>('grid', { file }).then(setGrid, () => setGrid(undefined));
  }, [file]);
  const names = {
    operator: network?.operators.find(({ code }) => code === operator)?.name ?? operator,
    platform: network?.platforms.find(({ code }) => code === platform)?.name ?? platform,
  };
  const { agreement, state } = standing;
  return (
    <>
      <p>
        <a href={linkTo('agreements')} className="back">
          {say('pair.back')}
        </a>
      </p>
      <h2>{say('pair.shares', names)}</h2>
      {slider}
      {agreement === undefined ? (
        <p className="card">{say('pair.none', names)}</p>
      ) : (
        <>
          <p className="terms">
            <span className={`standing inline ${state}`}>
              <StandingSign state={state} />
              {sayStanding(standing, say)}
            </span>
            {standing.stop !== undefined && (
              <span>
                {standing.stop.by}: {say.term(standing.stop.reason)}
              </span>
            )}
            <span>{say('pair.version', { version: agreement.version })}</span>
            <span>{say('pair.notice', { hours: agreement.noticeHours })}</span>
            <span>{say('pair.retention', { days: agreement.retentionDays })}</span>
          </p>
          {state !== 'IN_FORCE' && (
            <p className="problem" role="status">
              {say('pair.notNow', { state: sayStanding(standing, say) })}
            </p>
          )}
          <h3>{say('pair.grid')}</h3>
          {grid !== undefined && (
            <GridTable grid={drafted ?? grid} before={drafted === undefined ? undefined : grid} />
          )}
          <h3>{say('draft.title')}</h3>
          <p className="hint">{say('draft.intro')}</p>
          <Suspense fallback={<p className="loading">{say('loading')}</p>}>
            <DraftEditor key={agreement.file} agreement={agreement} names={names} onGrid={setDrafted} />
          </Suspense>
        </>
      )}
    </>
  );
}
