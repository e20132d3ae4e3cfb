/**
 * Looks for what must not be in an answer, anywhere in its text: values that operators hold and the caller may not read.
 * Generated texts are sentinels, each of which occurs once, so one that is found was leaked and nothing else.
 */
import type { ScenarioModel } from './model.ts';

/** Words long enough to stand for one value only: of letters and digits, or of Han characters. */
const WORD = /[A-Za-z0-9]{6,}|[\u4e00-\u9fff]{2,}/g;

/** Every word that operators hold: of legs' data, and the waybills of all legs. */
export function collectWords({ legs }: ScenarioModel): ReadonlySet<string> {
  const words = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') for (const [word] of value.matchAll(WORD)) words.add(word);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  // Statuses are words of the contract, not of anybody.
  for (const { data, known, waybill } of legs) collect([data, known?.values, waybill]);
  for (const word of [...words]) if (/^[A-Z]+$/.test(word)) words.delete(word);
  return words;
}

/** The words of operators that stand in the answer's text and not in what is expected of it. */
export function findLeaks(
  text: string,
  expected: unknown,
  question: unknown,
  words: ReadonlySet<string>,
): readonly string[] {
  const allowed = new Set([...wordsOf(JSON.stringify(expected)), ...wordsOf(JSON.stringify(question))]);
  return [...wordsOf(text)].filter((word) => words.has(word) && !allowed.has(word));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(WORD)].map(([word]) => word));
}
