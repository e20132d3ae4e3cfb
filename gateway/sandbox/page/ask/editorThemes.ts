/** The editors' themes: the page's own colours, and enough contrast for all that is read. */
import * as monaco from 'monaco-graphql/esm/monaco-editor.js';

export const EDITOR_THEMES = { light: 'sandbox-light', dark: 'sandbox-dark' } as const;

/** What lies behind the text is the page's. */
const CLEAR = '#00000000';

interface Palette {
  readonly raised: string;
  readonly accent: string;
  /** Over what is behind it. */
  readonly accentSoft: string;
}

const toColors = ({ raised, accent, accentSoft }: Palette) => ({
  'editor.background': CLEAR,
  'scrollbar.shadow': CLEAR,
  'editorHoverWidget.background': raised,
  'editorSuggestWidget.background': raised,
  'editorSuggestWidget.selectedBackground': accentSoft,
  'editorSuggestWidget.selectedForeground': accent,
  'editorWidget.background': raised,
  'list.hoverBackground': accentSoft,
  'list.highlightForeground': accent,
  'list.focusHighlightForeground': accent,
  'menu.background': raised,
  'menu.selectionBackground': accentSoft,
  'menu.selectionForeground': accent,
  'quickInput.background': raised,
  'quickInputList.focusBackground': accentSoft,
  'quickInputList.focusForeground': accent,
  'textLink.foreground': accent,
  'textLink.activeForeground': accent,
  focusBorder: accent,
});

monaco.editor.defineTheme(EDITOR_THEMES.light, {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'annotation', foreground: '5b6560' },
    { token: 'argument.identifier.gql', foreground: '5a4a9c' },
  ],
  colors: toColors({ raised: '#ffffff', accent: '#0d5c63', accentSoft: '#0d5c631a' }),
});
monaco.editor.defineTheme(EDITOR_THEMES.dark, {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'annotation', foreground: 'a3b1ab' },
    { token: 'comment', foreground: '86b577' },
    { token: 'argument.identifier.gql', foreground: 'b9acf2' },
  ],
  colors: toColors({ raised: '#1f2926', accent: '#6cc5c4', accentSoft: '#6cc5c426' }),
});
