/** What was found of a draft: its problems with their places, what it changes, and its effect on the current operation. */
import type { CheckAnswer, DraftEffect } from '../../wire/answers.ts';
import { useWords } from '../words/useWords.ts';

export interface DraftFindingsProps {
  readonly checked: CheckAnswer | undefined;
  readonly effect: DraftEffect | undefined;
  readonly names: { readonly operator: string; readonly platform: string };
  readonly purpose: string;
  readonly isChanged: boolean;
  readonly onGoTo: (line: number, column: number) => void;
}

export function DraftFindings({ checked, effect, names, purpose, isChanged, onGoTo }: DraftFindingsProps) {
  const say = useWords();
  const problems = checked?.problems ?? [];
  return (
    <div className="findings">
      <h4>{say('draft.problems')}</h4>
      <div role="status">
        {checked !== undefined && problems.length === 0 && <p className="fine">{say('draft.fine')}</p>}
        <ul className="problems">
          {problems.map(({ code, severity, message, line, column, note, help }) => (
            <li key={`${code} ${line} ${column} ${message}`} className={severity}>
              <button type="button" onClick={() => onGoTo(line, column)}>
                {say('draft.line', { line, column })}
              </button>
              <span lang="en">
                <code>{code}</code> {message}
                {note !== undefined && <small>{note}</small>}
                {help !== undefined && <small>{help}</small>}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {isChanged && checked?.difference !== undefined && (
        <>
          <h4>{say('draft.difference')}</h4>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className="difference" lang="en" tabIndex={0}>
            {checked.difference}
          </pre>
        </>
      )}
      <h4>{say('draft.effect')}</h4>
      <p className="hint">
        {say('draft.effectOf', { platform: names.platform, purpose: say.purpose(purpose) })}
      </p>
      {effect !== undefined && <Effect effect={effect} operator={names.operator} />}
    </div>
  );
}

function Effect({ effect, operator }: { readonly effect: DraftEffect; readonly operator: string }) {
  const say = useWords();
  if (!effect.isSound) return <p>{say('draft.unsound')}</p>;
  if (effect.legs === 0) return <p>{say('draft.noLegs', { operator })}</p>;
  if (effect.changes.length === 0) return <p>{say('draft.noChange')}</p>;
  return (
    <table className="effect">
      <thead>
        <tr>
          <th scope="col">{say('detail.field')}</th>
          <th scope="col">{say('draft.now')}</th>
          <th scope="col">{say('draft.then')}</th>
        </tr>
      </thead>
      <tbody>
        {effect.changes.map(({ coordinate, before, after, legs }) => (
          <tr key={`${coordinate} ${before} ${after}`}>
            <th scope="row">
              {coordinate} <small>{say(legs === 1 ? 'panel.legs.one' : 'panel.legs', { n: legs })}</small>
            </th>
            <td lang="en">{before}</td>
            <td lang="en">{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
