/** `hub explain`: what a problem code means. */
import { didYouMean } from '../../base/didYouMean.ts';
import { PROBLEM_CODES, type ProblemCode } from '../../base/problemCodes.ts';
import { quote } from '../../base/quote.ts';
import type { DisclosureCode } from '../../request/disclosureNotes.ts';
import { DISCLOSURE_HELP } from '../../server/writeDisclosure.ts';
import { type Format, Refusal, type Terminal, writeResult } from './terminal.ts';

/** Explains a code. Throws a `Refusal` for one that does not exist. */
export async function explainCode(
  terminal: Terminal,
  given: string,
  { format }: { readonly format: Format },
): Promise<void> {
  const code = given.toUpperCase();
  if (isDisclosureCode(code)) {
    const title = 'a code of `extensions.disclosure`';
    const explanation = DISCLOSURE_HELP[code];
    return writeResult(terminal, format, { code, title, explanation }, `${code}: ${title}\n\n${explanation}`);
  }
  if (!isCode(code)) {
    const help =
      didYouMean(code, [...Object.keys(PROBLEM_CODES), ...Object.keys(DISCLOSURE_HELP)]) ??
      'codes look like `HUB065` or `NOT_SHARED`; those of `errors` stand beside a sentence';
    throw new Refusal(`there is no code ${quote(given)}; ${help}`);
  }
  const { title, explanation } = PROBLEM_CODES[code];
  writeResult(terminal, format, { code, title, explanation }, `${code}: ${title}\n\n${explanation}`);
}

function isDisclosureCode(code: string): code is DisclosureCode {
  return Object.hasOwn(DISCLOSURE_HELP, code);
}

function isCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_CODES, code);
}
