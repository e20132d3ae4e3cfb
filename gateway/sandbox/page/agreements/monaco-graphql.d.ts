/** A module of the editor that has no types of its own. */
declare module 'monaco-editor/esm/vs/basic-languages/graphql/graphql.js' {
  import type { languages } from 'monaco-editor';
  export const conf: languages.LanguageConfiguration;
  export const language: languages.IMonarchLanguage;
}
