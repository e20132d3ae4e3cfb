/** `hub explain`: what a problem code means. */
import { didYouMean } from '../../base/didYouMean.ts';
import { PROBLEM_CODES, type ProblemCode } from '../../base/problemCodes.ts';
import { quote } from '../../base/quote.ts';
import { type Format, Refusal, type Terminal, writeResult } from './terminal.ts';

/** Explains a code. Throws a `Refusal` for one that does not exist. */
export async function explainCode(
  terminal: Terminal,
  given: string,
  { format }: { readonly format: Format },
): Promise<void> {
  const code = given.toUpperCase();
  if (!isCode(code)) {
    const help = didYouMean(code, Object.keys(PROBLEM_CODES)) ?? 'codes look like `HUB065`';
    throw new Refusal(`there is no code ${quote(given)}; ${help}`);
  }
  const { title, explanation } = PROBLEM_CODES[code];
  writeResult(terminal, format, { code, title, explanation }, `${code}: ${title}\n\n${explanation}`);
}

function isCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_CODES, code);
}
