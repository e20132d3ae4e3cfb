/** Puts a name from outside into backticks, as messages show names. Names in SDL have no limit; what is shown has. */
import { printableText } from './printableText.ts';

const LONGEST = 80;

/** The text in backticks, cut after 80 characters. */
export function quote(text: string): string {
  const shown = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
  return `\`${printableText(shown).replaceAll('`', "'")}\``;
}
