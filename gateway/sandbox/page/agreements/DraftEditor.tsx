/**
 * A changed agreement, checked as it is typed, and what it would do to the current operation. Invariant: it is signed by nobody and
 * kept nowhere; the hub that checks it forgets it with the answer.
 */
import { useEffect, useState } from 'react';
import type { CheckAnswer, DraftEffect, SandboxAgreement, SharingGrid } from '../../wire/answers.ts';
import { listSampleTabs } from '../logic/sampleTabs.ts';
import { askHub, askSandbox } from '../state/askServer.ts';
import { currentOperation } from '../state/lastRun.ts';
import { choosePurpose, session, tokenFor } from '../state/session.ts';
import { useWords } from '../words/useWords.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { DraftFindings } from './DraftFindings.tsx';

export interface DraftEditorProps {
  readonly agreement: SandboxAgreement;
  readonly names: { readonly operator: string; readonly platform: string };
  readonly onGrid: (grid: SharingGrid | undefined) => void;
}

/** How long a pause in typing is until the document is checked, in milliseconds. */
const PAUSE_MS = 250;

export default function DraftEditor({ agreement, names, onGrid }: DraftEditorProps) {
  const say = useWords();
  const { file, platform } = agreement;
  const { network, caller } = session.use();
  const [text, setText] = useState(agreement.text);
  const [checked, setChecked] = useState<CheckAnswer>();
  const [effect, setEffect] = useState<DraftEffect>();
  const [place, setPlace] = useState<{ readonly line: number; readonly column: number }>();
  const wanted = caller?.purpose ?? '';
  const purpose = network === undefined ? wanted : choosePurpose(network, platform, wanted);
  useEffect(() => {
    let isOver = false;
    const check = async () => {
      const answer = await askSandbox<CheckAnswer>('check', { file, text });
      if (isOver) return;
      setChecked(answer);
      onGrid(text === agreement.text ? undefined : answer.grid);
      const found = await askEffect({ file, text }, platform, purpose);
      if (!isOver) setEffect(found);
    };
    const timer = setTimeout(() => void check().catch(() => {}), PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [file, text, agreement.text, platform, purpose, onGrid]);
  useEffect(() => () => onGrid(undefined), [onGrid]);
  return (
    <div className="draft">
      <div className="draft-editor">
        <CodeEditor
          label={say('draft.editor')}
          text={text}
          problems={checked?.problems ?? []}
          place={place}
          onChange={setText}
        />
        <div className="fields">
          <code className="hint">{file}</code>
          <button type="button" disabled={text === agreement.text} onClick={() => setText(agreement.text)}>
            {say('draft.reset')}
          </button>
        </div>
      </div>
      <DraftFindings
        {...{ checked, effect, names, purpose }}
        isChanged={text !== agreement.text}
        onGoTo={(line, column) => setPlace({ line, column })}
      />
    </div>
  );
}

/** What the draft would change of the answer to the operation in the editor. */
async function askEffect(
  draft: { readonly file: string; readonly text: string },
  platform: string,
  purpose: string,
): Promise<DraftEffect | undefined> {
  const { network } = session.get();
  const [sample] = listSampleTabs(network ?? { stories: [], numbers: [] });
  const operation = currentOperation.get() ?? { query: sample?.query ?? '' };
  const token = await tokenFor(platform, purpose);
  const answer = await askHub(
    { platform, purpose, token },
    { ...operation, extensions: { sandbox: { draft } } },
  );
  return answer.extensions?.sandbox?.draft;
}
