/** Outside demo mode: what each operator shares with the caller, as the hub tells it to every caller. */
import { useEffect, useState } from 'react';
import type { StandingState } from '../logic/standing.ts';
import { sayDate } from '../parts/sayTime.ts';
import { askHub } from '../state/askServer.ts';
import { session } from '../state/session.ts';
import { useWords } from '../words/useWords.ts';
import { StandingSign } from './Matrix.tsx';

const QUERY =
  'query OwnSharing { operators { code name sharing { state agreement version until fields { coordinate mask } } } }';

interface OwnOperator {
  readonly code: string;
  readonly name: string | null;
  readonly sharing: {
    readonly state: StandingState;
    readonly agreement: string | null;
    readonly until: string | null;
    readonly fields: readonly { readonly coordinate: string; readonly mask: string | null }[] | null;
  } | null;
}

export function OwnSharing() {
  const say = useWords();
  const { caller } = session.use();
  const [operators, setOperators] = useState<readonly OwnOperator[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (caller === undefined) return;
    askHub(caller, { query: QUERY }, false).then(
      ({ data, errors }) => {
        setOperators((data as { operators?: readonly OwnOperator[] } | undefined)?.operators);
        setProblem(errors?.[0]?.message);
      },
      (error: Error) => setProblem(error.message),
    );
  }, [caller]);
  return (
    <div className="page">
      <h2>{say('agreements.yours')}</h2>
      {problem !== undefined && <p className="problem">{problem}</p>}
      <ul className="own-sharing">
        {operators?.map(({ code, name, sharing }) => (
          <li key={code} className="card">
            <h3>{name ?? code}</h3>
            <p className={`standing inline ${sharing?.state ?? 'NONE'}`}>
              <StandingSign state={sharing?.state ?? 'NONE'} />
              {say(`state.${sharing?.state ?? 'NONE'}`)}
              {sharing?.until &&
                ` ${say('state.until', { date: sayDate(Date.parse(sharing.until), say.language) })}`}
            </p>
            <ul className="own-fields">
              {[
                ...new Set(
                  sharing?.fields?.map(({ coordinate, mask }) =>
                    mask === null ? coordinate : `${coordinate} ${mask}`,
                  ),
                ),
              ].map((field) => (
                <li key={field}>
                  <code>{field}</code>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}
