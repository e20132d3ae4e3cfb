/** Which operators were asked for what: the very operations that were sent, how long each took, and how it ended. */
import type { SandboxTrace } from '../../wire/answers.ts';
import { useWords } from '../words/useWords.ts';

export interface RequestListProps {
  readonly requests: SandboxTrace['requests'];
  readonly names: ReadonlyMap<string, string>;
}

export function RequestList({ requests, names }: RequestListProps) {
  const say = useWords();
  if (requests.length === 0) return <p className="hint">{say('panel.noRequests')}</p>;
  const longest = Math.max(...requests.map(({ ms }) => ms));
  return (
    <ul className="requests">
      {requests.map(({ operator, legs, ms, outcome, query, variables }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an operator may be asked twice, and the list of a run never changes
        <li key={index} className={outcome === 'ANSWERED' ? undefined : 'failed'}>
          <details>
            <summary>
              <span className="operator">{names.get(operator) ?? operator}</span>
              <span className="legs">{say(legs === 1 ? 'panel.legs.one' : 'panel.legs', { n: legs })}</span>
              <span className="ms">{ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms</span>
              {outcome !== 'ANSWERED' && (
                <span className="outcome">{say('panel.failed', { how: say.term(outcome) })}</span>
              )}
              <span className="bar" aria-hidden="true">
                <span style={{ width: `${Math.max(2, (ms / longest) * 100)}%` }} />
              </span>
            </summary>
            <h4>{say('panel.sent')}</h4>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{query}</pre>
            <h4>{say('panel.variables')}</h4>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{JSON.stringify(variables, null, 2)}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
