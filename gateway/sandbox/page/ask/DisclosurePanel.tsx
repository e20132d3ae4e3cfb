/** The disclosure of the last run: what it cost, the answer field by field, and who was asked for what. */
import { useMemo, useState } from 'react';
import { buildTree, countMarks, type MarkKind } from '../logic/fieldTree.ts';
import { FieldTree } from '../parts/FieldTree.tsx';
import { KindMark } from '../parts/KindMark.tsx';
import { useOperatorNames } from '../parts/useOperatorNames.ts';
import { lastRun, type Run } from '../state/lastRun.ts';
import { useWords } from '../words/useWords.ts';
import { FieldDetail } from './FieldDetail.tsx';
import { RequestList } from './RequestList.tsx';
import { UntracedDisclosure } from './UntracedDisclosure.tsx';

export function DisclosurePanel() {
  const run = lastRun.use();
  const say = useWords();
  return (
    <div className="panel">
      <h2>{say('panel.title')}</h2>
      {run === undefined ? (
        <>
          <p>{say('panel.intro')}</p>
          <p className="hint">{say('panel.run')}</p>
          <Legend />
        </>
      ) : (
        <RunDisclosure run={run} />
      )}
    </div>
  );
}

const KINDS: readonly MarkKind[] = ['disclosed', 'masked', 'withheld', 'derived', 'empty'];

function Legend({ counts }: { readonly counts?: Readonly<Record<MarkKind, number>> }) {
  return (
    <ul className="legend">
      {KINDS.filter((kind) => counts === undefined || counts[kind] > 0).map((kind) => (
        <li key={kind}>
          <KindMark kind={kind} />
          {counts !== undefined && <strong>{counts[kind]}</strong>}
        </li>
      ))}
    </ul>
  );
}

function RunDisclosure({ run }: { readonly run: Run }) {
  const say = useWords();
  const names = useOperatorNames();
  const { answer } = run;
  const trace = answer.extensions?.sandbox;
  const nodes = useMemo(() => (trace === undefined ? [] : buildTree(answer.data, trace)), [answer, trace]);
  const [chosen, setChosen] = useState<string>();
  const operators = new Set(trace?.requests.map(({ operator }) => operator)).size;
  return (
    <>
      {answer.errors !== undefined && (
        <div className="errors" role="alert">
          <h3>{say('panel.errors')}</h3>
          <ul>
            {answer.errors.map(({ message, extensions }) => (
              <li key={message} lang="en">
                {extensions?.code !== undefined && <code>{extensions.code}</code>} {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {trace === undefined && answer.data !== undefined && (
        <UntracedDisclosure disclosure={answer.extensions?.disclosure} />
      )}
      {trace !== undefined && (
        <>
          <p className="facts">
            <span>{say(operators === 1 ? 'panel.asked.one' : 'panel.asked', { n: operators })}</span>
            <span>{say('panel.took', { ms: Math.round(trace.ms) })}</span>
            <span>{say('panel.cost', { estimate: trace.cost.estimate, limit: trace.cost.limit })}</span>
          </p>
          <Legend counts={countMarks(nodes)} />
          <h3>{say('panel.answer')}</h3>
          <p className="hint">{say('panel.choose')}</p>
          <FieldTree
            {...{ nodes, names, chosen }}
            onChoose={({ id }) => setChosen(id === chosen ? undefined : id)}
            renderDetail={(node) => (
              <FieldDetail
                {...{ node, names }}
                clauses={trace.clauses}
                onClose={() => setChosen(undefined)}
              />
            )}
          />
          <h3>{say('panel.requests')}</h3>
          <RequestList requests={trace.requests} names={names} />
        </>
      )}
    </>
  );
}
