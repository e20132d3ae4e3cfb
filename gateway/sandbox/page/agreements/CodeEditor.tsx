/** A text of an agreement in the editor, with its problems underlined where they are. */
import { useEffect, useRef } from 'react';
import type { CheckedProblem } from '../../wire/answers.ts';
import { EDITOR_THEMES } from '../ask/editorThemes.ts';
import '../ask/letTabLeave.ts';
import '../ask/startWorkers.ts';
import { theme } from '../state/preferences.ts';
import { AGREEMENT_LANGUAGE, monaco } from './monaco.ts';

export interface CodeEditorProps {
  readonly label: string;
  readonly text: string;
  readonly problems: readonly CheckedProblem[];
  /** Where to go. */
  readonly place: { readonly line: number; readonly column: number } | undefined;
  readonly onChange: (text: string) => void;
}

const OWNER = 'agreement-check';

export function CodeEditor({ label, text, problems, place, onChange }: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<ReturnType<typeof monaco.editor.create>>(null);
  const currentTheme = theme.use();
  const first = useRef({ label, text, onChange });
  first.current = { label, text, onChange };
  useEffect(() => {
    if (box.current === null) return;
    const created = monaco.editor.create(box.current, {
      value: first.current.text,
      language: AGREEMENT_LANGUAGE,
      ariaLabel: first.current.label,
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontSize: 13,
      lineNumbersMinChars: 3,
      renderLineHighlight: 'line',
      fixedOverflowWidgets: true,
      // An address in an agreement names a specification, and leads out of the page.
      links: false,
      scrollbar: { alwaysConsumeMouseWheel: false },
    });
    created.onDidChangeModelContent(() => first.current.onChange(created.getValue()));
    editor.current = created;
    return () => {
      created.getModel()?.dispose();
      created.dispose();
      editor.current = null;
    };
  }, []);
  useEffect(() => monaco.editor.setTheme(EDITOR_THEMES[currentTheme]), [currentTheme]);
  useEffect(() => {
    if (editor.current !== null && editor.current.getValue() !== text) editor.current.setValue(text);
  }, [text]);
  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    const { Error: error, Warning: warning } = monaco.MarkerSeverity;
    const markers = problems.map(({ code, severity, message, line, column, length, help }) => ({
      severity: severity === 'error' ? error : warning,
      code,
      message: help === undefined ? message : `${message}\n${help}`,
      startLineNumber: line,
      startColumn: column,
      endLineNumber: line,
      endColumn: column + length,
    }));
    monaco.editor.setModelMarkers(model, OWNER, markers);
  }, [problems]);
  useEffect(() => {
    if (place === undefined || editor.current === null) return;
    const position = { lineNumber: place.line, column: place.column };
    editor.current.setPosition(position);
    editor.current.revealPositionInCenter(position);
    editor.current.focus();
  }, [place]);
  return <div ref={box} className="code-editor" />;
}
