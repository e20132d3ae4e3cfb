/**
 * Says which operators a tracking number can belong to, judged by its format alone. Invariants: it never throws, the
 * work is bounded whatever the input, and no answer quotes the number.
 */
import { normalizeNumber } from '../../base/normalizeNumber.ts';
import { type Candidate, refuse } from './candidate.ts';
import { compileNumberPattern, LONGEST_NUMBER } from './compileNumberPattern.ts';
import { matchCarrierFormats } from './matchCarrierFormats.ts';
import { readS10 } from './readS10.ts';

export type { Candidate } from './candidate.ts';

/** An operator on the network, with the formats of its numbers. */
export interface OperatorNumbers {
  readonly code: string;
  readonly name: string;
  readonly numberPatterns: readonly { readonly format: string; readonly pattern: string }[];
}

/** As written; people put a space after every digit. */
const LONGEST_INPUT = 256;

/** A match of an operator's own pattern: nearly sure with letters in it; digits alone are also other carriers'. */
const SCORE_WITH_LETTERS = 0.9;
const SCORE_DIGITS_ALONE = 0.7;

/**
 * The candidates, best first, refused ones last; empty when no format matches. A number that cannot be one at all (too
 * long, empty, other characters than letters, digits, spaces and dashes) is one refused candidate without a format.
 */
export function detectOperators(
  trackingNumber: string,
  network: readonly OperatorNumbers[],
): readonly Candidate[] {
  const refusal = refuseInput(trackingNumber);
  if (refusal !== null) return [refuse(refusal)];
  const number = normalizeNumber(trackingNumber);
  const s10 = readS10(number);
  const own = network.flatMap((operator) => matchOperator(operator, number, s10));
  // A post that is on the network stands for the same post in the list of the world's.
  const posts = s10 === undefined || own.some(({ format }) => isS10(format)) ? [] : [s10];
  return [...own, ...posts, ...matchCarrierFormats(number)].sort(compareCandidates);
}

/** Why an input is no tracking number at all; null when it may be one. Cheap before anything looks at each character. */
function refuseInput(input: string): string | null {
  if (input.length > LONGEST_INPUT)
    return `a tracking number has ${LONGEST_NUMBER} characters at most; this has ${input.length.toLocaleString('en')}`;
  if (!/^[A-Za-z0-9\s-]*$/.test(input))
    return 'a tracking number is made of the letters A to Z, digits, spaces and dashes';
  const { length } = normalizeNumber(input);
  if (length === 0) return 'a tracking number is not empty';
  return length > LONGEST_NUMBER
    ? `a tracking number has ${LONGEST_NUMBER} characters at most; this has ${length}`
    : null;
}

function matchOperator(
  { code, name, numberPatterns }: OperatorNumbers,
  number: string,
  s10: Candidate | undefined,
): readonly Candidate[] {
  const match = numberPatterns.find(({ pattern }) => compileNumberPattern(pattern)?.test(number));
  if (match === undefined) return [];
  const { format } = match;
  // Invariant: an operator whose numbers are S10 numbers has none with a wrong check digit.
  if (isS10(format) && s10 !== undefined) return [{ ...s10, operatorCode: code, name, format }];
  const score = /[A-Z]/.test(number) ? SCORE_WITH_LETTERS : SCORE_DIGITS_ALONE;
  const evidence = [`Its shape is that of ${name}: ${format}.`];
  return [{ operatorCode: code, name, country: null, format, score, evidence, refusal: null }];
}

function isS10(format: string | null): boolean {
  return format !== null && /\bS10\b/.test(format);
}

/** Best first; at the same score the network's own operators, then by name, so the order is the same every time. */
function compareCandidates(one: Candidate, other: Candidate): number {
  if (one.score !== other.score) return other.score - one.score;
  const isOwn = ({ operatorCode }: Candidate) => (operatorCode === null ? 1 : 0);
  return isOwn(one) - isOwn(other) || sortKey(one).localeCompare(sortKey(other), 'en');
}

function sortKey({ name, format, operatorCode }: Candidate): string {
  return `${name} ${format} ${operatorCode}`;
}
