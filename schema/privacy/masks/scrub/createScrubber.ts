/**
 * Scrubs free text: cuts out what the leg names and what looks personal by its form. Invariants: what stays passes
 * `isScrubbed`, which is all that a reader who does not know the leg can check; in any doubt the whole text goes and the
 * phrase stands for it; time is linear in the length of the text.
 */
import { findAddresses } from './findAddresses.ts';
import { findNames } from './findNames.ts';
import { findNumbers } from './findNumbers.ts';
import { type FoldedText, foldText } from './foldText.ts';
import { type KnownSecrets, matchKnown } from './matchKnown.ts';
import type { Span } from './span.ts';

/** What stands for a part that was cut out. */
const CUT = '***';
const LONGEST_TEXT = 1_000;

/** Scrubs one text; `phrase` is what stands for it where it cannot be shown at all. */
export type Scrubber = (text: string, phrase: string) => string;

/** A scrubber for the texts of one leg. */
export function createScrubber(known: KnownSecrets): Scrubber {
  const findKnown = matchKnown(known);
  return (text, phrase) => {
    if (findKnown === null || !isReadable(text)) return phrase;
    const folded = foldText(text);
    const spans = [...findKnown(folded.folded), ...findPersonal(folded)];
    if (spans.length === 0) return text;
    const scrubbed = cut(folded, spans);
    return isScrubbed(scrubbed) ? scrubbed : phrase;
  };
}

/** Whether nothing in the text looks personal to a reader who does not know the leg. */
export function isScrubbed(text: string): boolean {
  return isReadable(text) && findPersonal(foldText(text)).length === 0;
}

/** Long texts, halves of characters and texts of which nothing but cuts would be left are not looked into. */
function isReadable(text: string): boolean {
  return text.length <= LONGEST_TEXT && !/\p{Cs}/u.test(text);
}

function findPersonal(text: FoldedText): readonly Span[] {
  const numbers = findNumbers(text.folded);
  return [...numbers.spans, ...findAddresses(text.folded), ...findNames(text, numbers.phones)];
}

function cut({ source, starts, ends }: FoldedText, spans: readonly Span[]): string {
  const parts = spans
    .filter(({ start, end }) => end > start)
    // What is invisible after a part goes with it.
    .map(({ start, end }) => ({
      start: starts[start] ?? 0,
      end: Math.max(ends[end - 1] ?? 0, starts[end] ?? source.length),
    }))
    .sort((one, other) => one.start - other.start);
  let text = '';
  let at = 0;
  for (const { start, end } of parts) {
    if (start >= at && !(start === at && text.endsWith(CUT))) text += `${source.slice(at, start)}${CUT}`;
    at = Math.max(at, end);
  }
  return text + source.slice(at);
}
