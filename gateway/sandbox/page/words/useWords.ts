/** Says things in the language that was chosen. Invariant: a word of the vocabulary that has no translation is said as it is. */
import { type Language, language } from '../state/preferences.ts';
import { en, type WordKey } from './en.ts';
import { vocabulary } from './vocabulary.ts';
import { zh } from './zh.ts';

const WORDS: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en, zh };

export interface Say {
  (key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  /** A purpose, as `RECIPIENT_NOTICE`, for people. */
  purpose(code: string): string;
  /** A status, custody or code of another enum, for people. */
  term(code: string | null | undefined): string;
  /** Why a field was withheld. */
  reason(code: string | undefined): string;
  readonly language: Language;
}

const says: Readonly<Record<Language, Say>> = { en: createSay('en'), zh: createSay('zh') };

export function useWords(): Say {
  return says[language.use()];
}

function createSay(chosen: Language): Say {
  const words = WORDS[chosen];
  const say = (key: WordKey, values: Readonly<Record<string, string | number>> = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  const term = (code: string | null | undefined) => {
    if (code === null || code === undefined) return '–';
    const known = chosen === 'zh' ? vocabulary[code] : undefined;
    return known ?? code.toLowerCase().replaceAll('_', ' ');
  };
  const isKey = (key: string): key is WordKey => Object.hasOwn(words, key);
  const reason = (code: string | undefined) => {
    const key = `code.${code}`;
    return isKey(key) ? say(key) : (code ?? '');
  };
  return Object.assign(say, { purpose: term, term, reason, language: chosen });
}
