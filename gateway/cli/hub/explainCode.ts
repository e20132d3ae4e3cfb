/** `hub explain`: what a problem code means. */
import { didYouMean } from '../../base/didYouMean.ts';
import { PROBLEM_CODES, type ProblemCode } from '../../base/problemCodes.ts';
import { quote } from '../../base/quote.ts';
import type { DisclosureCode } from '../../request/disclosureNotes.ts';
import { DISCLOSURE_HELP } from '../../server/writeDisclosure.ts';
import { AUDITS } from '../audit/audits/index.ts';
import { type Format, Refusal, type Terminal, writeResult } from './terminal.ts';

/** Explains a code. Throws a `Refusal` for one that does not exist. */
export async function explainCode(
  terminal: Terminal,
  given: string,
  { format }: { readonly format: Format },
): Promise<void> {
  const code = given.toUpperCase();
  const found = find(code);
  if (found === undefined) {
    const help =
      didYouMean(code, [...Object.keys(PROBLEM_CODES), ...Object.keys(DISCLOSURE_HELP), ...AUDITS.keys()]) ??
      'codes look like `HUB065`, `NOT_SHARED` or `A-BATCH-01`; those of `errors` stand beside a sentence';
    throw new Refusal(`there is no code ${quote(given)}; ${help}`);
  }
  const { title, explanation } = found;
  writeResult(terminal, format, { code, title, explanation }, `${code}: ${title}\n\n${explanation}`);
}

function find(code: string): { readonly title: string; readonly explanation: string } | undefined {
  if (Object.hasOwn(PROBLEM_CODES, code)) return PROBLEM_CODES[code as ProblemCode];
  const audit = AUDITS.get(code);
  if (audit !== undefined) {
    return { title: `a subgraph ${audit.title} (${audit.level})`, explanation: audit.why };
  }
  if (!Object.hasOwn(DISCLOSURE_HELP, code)) return undefined;
  return { title: 'a code of `extensions.disclosure`', explanation: DISCLOSURE_HELP[code as DisclosureCode] };
}
