/** Operators by platforms: how each pair stands at a time. */
import type { SandboxAgreements, SandboxNetwork } from '../../wire/answers.ts';
import { readStanding, type Standing } from '../logic/standing.ts';
import { sayDate } from '../parts/sayTime.ts';
import { linkTo } from '../state/route.ts';
import { type Say, useWords } from '../words/useWords.ts';

export interface MatrixProps {
  readonly book: SandboxAgreements;
  readonly network: SandboxNetwork;
  readonly at: number;
}

export function Matrix({ book, network, at }: MatrixProps) {
  const say = useWords();
  return (
    <table className="matrix">
      <thead>
        <tr>
          <th scope="col">{say('agreements.operator')}</th>
          {network.platforms.map(({ code, name }) => (
            <th scope="col" key={code}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {network.operators.map((operator) => (
          <tr key={operator.code}>
            <th scope="row">{operator.name}</th>
            {network.platforms.map((platform) => {
              const standing = readStanding(book, operator.code, platform.code, at);
              const words = `${operator.name}, ${platform.name}: ${sayStanding(standing, say)}`;
              return (
                <td key={platform.code} data-platform={platform.name}>
                  <a
                    href={linkTo('agreements', operator.code, platform.code)}
                    className={`standing ${standing.state} ${isNoticed(standing) ? 'noticed' : ''}`}
                    aria-label={words}
                  >
                    <StandingSign state={standing.state} />
                    <span>
                      <strong>{say(`state.${standing.state}`)}</strong>{' '}
                      <small>{sayUntil(standing, say)}</small>
                    </span>
                  </a>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A shape for each state, for who does not tell the colours apart. */
export function StandingSign({ state }: { readonly state: Standing['state'] }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="sign">
      {state === 'IN_FORCE' && <path d="M3 8.5l3.2 3.2L13 5" />}
      {(state === 'SUSPENDED' || state === 'TERMINATED') && <path d="M5.5 4v8M10.5 4v8" />}
      {state === 'NOT_YET' && <path d="M8 3.5V8l3 2M8 14A6 6 0 108 2a6 6 0 000 12z" />}
      {state === 'EXPIRED' && <path d="M4.5 4.5l7 7M11.5 4.5l-7 7" />}
      {state === 'NONE' && <path d="M4 8h8" />}
    </svg>
  );
}

/** In force, and somebody has declared that it will not be. */
function isNoticed({ state, stop }: Standing): boolean {
  return state === 'IN_FORCE' && stop !== undefined;
}

export function sayStanding(standing: Standing, say: Say): string {
  const until = sayUntil(standing, say);
  return until === '' ? say(`state.${standing.state}`) : `${say(`state.${standing.state}`)} ${until}`;
}

function sayUntil({ state, until, stop, agreement }: Standing, say: Say): string {
  if (state === 'SUSPENDED' && until === undefined) return say('state.open');
  if (state === 'NOT_YET' && until !== undefined)
    return say('state.from', { date: sayDate(until, say.language) });
  if (isNoticed({ state, until, stop, agreement }) && until !== undefined) {
    return say('state.noticed', { date: sayDate(until, say.language) });
  }
  if (state === 'EXPIRED' && agreement !== undefined)
    return sayDate(Date.parse(agreement.until), say.language);
  return until === undefined ? '' : say('state.until', { date: sayDate(until, say.language) });
}
