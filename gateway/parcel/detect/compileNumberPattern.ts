/**
 * Compiles the number patterns that operators publish. Invariant: no pattern can make a match run away; one whose work
 * is not plainly bounded is not used at all.
 */
import { LRUCache } from 'lru-cache';

/** A normalised number longer than this is none; the longest known format has 42 characters. */
export const LONGEST_NUMBER = 64;

/** A pattern longer than this describes no tracking number. */
const LONGEST_PATTERN = 200;

/** Each repetition of open length multiplies the work by the length of the number, each alternative adds a branch. */
const MOST_OPEN_REPETITIONS = 2;
const MOST_ALTERNATIVES = 8;

/** Letters, digits, classes of them, groups, alternatives, anchors and repetitions; no look-around, no back reference. */
const PLAIN = /^(?:[A-Z0-9^$|-]|\\d|\[[A-Z0-9-]+\]|\((?:\?:)?|\)|\{\d{1,2}(?:,\d{0,2})?\}|[?*+])*$/;
const REPEATED_GROUP = /\)(?:[?*+]|\{)/;
const OPEN_REPETITION = /(?<!\()[?*+]|\{\d+,\d*\}/g;

/** Compiled patterns; a network of 1,500 operators has some thousands of them. */
const compiled = new LRUCache<string, { readonly expression: RegExp | null }>({ max: 10_000 });

/** The pattern as an expression over a whole normalised number; null when it does not compile or is not plain enough. */
export function compileNumberPattern(pattern: string): RegExp | null {
  const known = compiled.get(pattern);
  if (known !== undefined) return known.expression;
  const expression = isBounded(pattern) ? compile(pattern) : null;
  compiled.set(pattern, { expression });
  return expression;
}

function isBounded(pattern: string): boolean {
  return (
    pattern.length <= LONGEST_PATTERN &&
    PLAIN.test(pattern) &&
    !REPEATED_GROUP.test(pattern) &&
    (pattern.match(OPEN_REPETITION)?.length ?? 0) <= MOST_OPEN_REPETITIONS &&
    pattern.split('|').length <= MOST_ALTERNATIVES
  );
}

function compile(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return null;
  }
}
