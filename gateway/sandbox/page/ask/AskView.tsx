/** The editor, with ready-made operations, the caller's own view of the schema, and the disclosure of each run beside it. */
import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import type { GraphiQLPlugin } from '@graphiql/react';
import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import 'graphiql/graphiql.css';
import { useEffect, useMemo, useRef } from 'react';
import { listSampleTabs } from '../logic/sampleTabs.ts';
import { askHub, type Caller } from '../state/askServer.ts';
import { currentOperation, lastRun } from '../state/lastRun.ts';
import { theme } from '../state/preferences.ts';
import { session } from '../state/session.ts';
import { useWords } from '../words/useWords.ts';
import '../styles/editor.css';
import { DisclosurePanel } from './DisclosurePanel.tsx';
import { editorMemory } from './editorMemory.ts';
import { EDITOR_THEMES } from './editorThemes.ts';
import './letTabLeave.ts';
import { mendTabs } from './mendTabs.ts';
import './startWorkers.ts';

export default function AskView() {
  const { caller, network } = session.use();
  const currentTheme = theme.use();
  const say = useWords();
  const title = say('panel.title');
  const fetcher = useMemo(() => (caller === undefined ? undefined : createFetcher(caller)), [caller]);
  const tabs = useMemo(() => listSampleTabs(network ?? { stories: [], numbers: [] }), [network]);
  const panel = useMemo(
    (): GraphiQLPlugin => ({ title, icon: PanelIcon, content: DisclosurePanel }),
    [title],
  );
  const plugins = useMemo(() => [panel], [panel]);
  const box = useRef<HTMLDivElement>(null);
  const isReady = fetcher !== undefined;
  useEffect(() => (isReady && box.current !== null ? mendTabs(box.current) : undefined), [isReady]);
  if (!isReady) return null;
  return (
    <div ref={box} className="editor-box">
      <GraphiQL
        fetcher={fetcher}
        defaultTabs={tabs.map((tab) => ({ ...tab }))}
        defaultEditorToolsVisibility={false}
        plugins={plugins}
        referencePlugin={DOC_EXPLORER_PLUGIN}
        visiblePlugin={panel}
        storage={editorMemory}
        shouldPersistHeaders={false}
        showPersistHeadersSettings={false}
        isHeadersEditorEnabled={false}
        forcedTheme={currentTheme}
        editorTheme={EDITOR_THEMES}
        onEditQuery={(query) => currentOperation.set({ ...currentOperation.get(), query })}
      >
        <GraphiQL.Logo>
          <span />
        </GraphiQL.Logo>
      </GraphiQL>
    </div>
  );
}

/** Sends as the caller; what the answer says of itself for the panel is not shown twice. */
function createFetcher(caller: Caller): Fetcher {
  return async ({ query, variables, operationName }) => {
    const operation = {
      query,
      variables: (variables ?? undefined) as Record<string, unknown> | undefined,
      operationName: operationName ?? undefined,
    };
    if (operationName === 'IntrospectionQuery') return (await askHub(caller, operation, false)) as never;
    const startedAt = performance.now();
    const answer = await askHub(caller, operation);
    currentOperation.set(operation);
    lastRun.set({ operation, caller, answer, ms: performance.now() - startedAt });
    const { sandbox: _, ...extensions } = answer.extensions ?? {};
    return { ...answer, ...(answer.extensions === undefined ? {} : { extensions }) } as never;
  };
}

function PanelIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      <circle cx="12" cy="12" r="2.8" />
    </svg>
  );
}
