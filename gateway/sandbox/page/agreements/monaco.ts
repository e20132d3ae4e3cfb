/**
 * The editor's own module, with a language for agreements: coloured like GraphQL, and not checked as an operation.
 */
import { conf, language } from 'monaco-editor/esm/vs/basic-languages/graphql/graphql.js';
import * as monaco from 'monaco-graphql/esm/monaco-editor.js';

export const AGREEMENT_LANGUAGE = 'agreement';

monaco.languages.register({ id: AGREEMENT_LANGUAGE });
monaco.languages.setMonarchTokensProvider(AGREEMENT_LANGUAGE, language);
monaco.languages.setLanguageConfiguration(AGREEMENT_LANGUAGE, conf);

/** The editor's own themes, with what they have too little contrast for. */
export const THEMES = { light: 'agreement-light', dark: 'agreement-dark' } as const;

monaco.editor.defineTheme(THEMES.light, {
  base: 'vs',
  inherit: true,
  rules: [{ token: 'annotation', foreground: '5b6560' }],
  colors: { 'editor.background': '#ffffff' },
});
monaco.editor.defineTheme(THEMES.dark, {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'annotation', foreground: 'a3b1ab' },
    { token: 'comment', foreground: '86b577' },
  ],
  colors: { 'editor.background': '#18201d' },
});

export { monaco };
