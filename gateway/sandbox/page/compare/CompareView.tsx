/** The same operation as two callers: their answers side by side, differences aligned and coloured. */
import { useId, useMemo, useState } from 'react';
import { alignTrees, countDifferences } from '../logic/alignTrees.ts';
import { buildTree } from '../logic/fieldTree.ts';
import { listSampleTabs } from '../logic/sampleTabs.ts';
import { CallerFields } from '../parts/CallerFields.tsx';
import { askHub, type HubAnswer, type Operation } from '../state/askServer.ts';
import { currentOperation } from '../state/lastRun.ts';
import { choosePurpose, session, tokenFor } from '../state/session.ts';
import '../styles/compare.css';
import { useWords } from '../words/useWords.ts';
import { AlignedTable } from './AlignedTable.tsx';

interface Side {
  readonly platform: string;
  readonly purpose: string;
}

interface Compared {
  readonly sides: readonly [Side, Side];
  readonly answers: readonly [HubAnswer, HubAnswer];
}

export default function CompareView() {
  const say = useWords();
  const id = useId();
  const { network, caller } = session.use();
  const [sides, setSides] = useState<readonly [Side, Side]>(() => chooseSides());
  const [operation, setOperation] = useState(() => chooseOperation());
  const [onlyDifferent, setOnlyDifferent] = useState(() => window.matchMedia('(max-width: 720px)').matches);
  const [compared, setCompared] = useState<Compared>();
  const [problem, setProblem] = useState<string>();
  if (network === undefined || caller === undefined) return null;
  const nameOf = ({ platform, purpose }: Side) =>
    `${network.platforms.find(({ code }) => code === platform)?.name ?? platform}${say('comma')}${say.purpose(purpose)}`;
  const run = async () => {
    try {
      const variables = readVariables(operation.variables);
      const [left, right] = await Promise.all(
        sides.map(async ({ platform, purpose }) => {
          const token = network.isDemo ? await tokenFor(platform, purpose) : caller.token;
          return askHub({ platform, purpose, token }, { query: operation.query, variables });
        }),
      );
      if (left === undefined || right === undefined) return;
      setCompared({ sides, answers: [left, right] });
      setProblem(undefined);
    } catch (error) {
      setProblem(say('compare.badVariables', { why: (error as Error).message }));
    }
  };
  return (
    <div className="page">
      <h2>{say('compare.title')}</h2>
      <p className="intro">{network.isDemo ? say('compare.intro') : say('compare.noOther')}</p>
      <form
        className="compare-form"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <div className="compare-sides">
          {sides.map((side, index) => (
            <fieldset
              key={index === 0 ? 'left' : 'right'}
              className={`card side side-${index === 0 ? 'left' : 'right'}`}
            >
              <legend>{say(index === 0 ? 'compare.left' : 'compare.right')}</legend>
              <CallerFields
                platforms={network.platforms}
                {...side}
                onChoose={(platform, purpose) => {
                  const chosen = { platform, purpose: choosePurpose(network, platform, purpose) };
                  setSides(index === 0 ? [chosen, sides[1]] : [sides[0], chosen]);
                }}
              />
            </fieldset>
          ))}
        </div>
        <label htmlFor={`${id}-query`}>{say('compare.operation')}</label>
        <textarea
          id={`${id}-query`}
          className="code"
          rows={9}
          spellCheck={false}
          value={operation.query}
          onChange={(event) => setOperation({ ...operation, query: event.target.value })}
        />
        {operation.variables !== '' && (
          <>
            <label htmlFor={`${id}-variables`}>{say('compare.variables')}</label>
            <textarea
              id={`${id}-variables`}
              className="code"
              rows={3}
              spellCheck={false}
              value={operation.variables}
              onChange={(event) => setOperation({ ...operation, variables: event.target.value })}
            />
          </>
        )}
        <div className="fields">
          <button type="submit" className="primary">
            {say('compare.run')}
          </button>
          <label className="check">
            <input
              type="checkbox"
              checked={onlyDifferent}
              onChange={(event) => setOnlyDifferent(event.target.checked)}
            />
            {say('compare.onlyDifferent')}
          </label>
        </div>
      </form>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {compared !== undefined && <ComparedAnswers {...compared} {...{ nameOf, onlyDifferent }} />}
    </div>
  );
}

interface ComparedProps extends Compared {
  readonly nameOf: (side: Side) => string;
  readonly onlyDifferent: boolean;
}

function ComparedAnswers({ sides, answers, nameOf, onlyDifferent }: ComparedProps) {
  const say = useWords();
  const rows = useMemo(() => {
    const [left, right] = answers.map(({ data, extensions }) =>
      buildTree(data, extensions?.sandbox ?? { places: {}, legs: [], groups: [], clauses: [] }),
    );
    return alignTrees(left ?? [], right ?? []);
  }, [answers]);
  const errors = answers.flatMap(({ errors = [] }, index) =>
    errors.map(({ message }) => ({
      key: `${index} ${message}`,
      text: `${nameOf(sides[index === 0 ? 0 : 1])}: ${message}`,
    })),
  );
  return (
    <>
      {errors.length > 0 && (
        <ul className="problem" role="alert">
          {errors.map(({ key, text }) => (
            <li key={key}>{text}</li>
          ))}
        </ul>
      )}
      <p className="counts" role="status">
        {say('compare.rows', countDifferences(rows))}
      </p>
      <AlignedTable
        rows={rows}
        left={nameOf(sides[0])}
        right={nameOf(sides[1])}
        onlyDifferent={onlyDifferent}
      />
    </>
  );
}

/** As on the header's view, and somebody else who may ask the same. */
function chooseSides(): readonly [Side, Side] {
  const { network, caller } = session.get();
  const platform = caller?.platform ?? '';
  const purpose = caller?.purpose ?? '';
  const left = { platform, purpose };
  if (network === undefined) return [left, left];
  if (!network.isDemo) return [left, { platform, purpose: network.platforms[0]?.purposes[1] ?? purpose }];
  const others = network.platforms.filter(({ code }) => code !== platform);
  const other = others.at(-1)?.code ?? platform;
  return [left, { platform: other, purpose: choosePurpose(network, other, purpose) }];
}

function chooseOperation(): { readonly query: string; readonly variables: string } {
  const current: Operation | undefined = currentOperation.get();
  const { network } = session.get();
  const [sample] = listSampleTabs(network ?? { stories: [], numbers: [] });
  if (current?.query === undefined) return { query: sample?.query ?? '', variables: '' };
  const variables = current.variables === undefined ? '' : JSON.stringify(current.variables, null, 2);
  return { query: current.query, variables };
}

function readVariables(text: string): Record<string, unknown> | undefined {
  return text.trim() === '' ? undefined : JSON.parse(text);
}
