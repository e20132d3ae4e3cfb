/**
 * The editor's own module, with a language for agreements: coloured like GraphQL, and not checked as an operation.
 */
import { conf, language } from 'monaco-editor/esm/vs/basic-languages/graphql/graphql.js';
import * as monaco from 'monaco-graphql/esm/monaco-editor.js';

export const AGREEMENT_LANGUAGE = 'agreement';

monaco.languages.register({ id: AGREEMENT_LANGUAGE });
monaco.languages.setMonarchTokensProvider(AGREEMENT_LANGUAGE, language);
monaco.languages.setLanguageConfiguration(AGREEMENT_LANGUAGE, conf);

export { monaco };
