/**
 * Lists the operators of a network whose published formats a number has.
 * Invariant: the work is bounded whatever the number. Patterns are tried in groups first, since a request may ask for a hundred
 * numbers in a network of 1,500 operators, and most numbers have the form of few operators.
 */
import type { NetworkOperator } from '../../request/network.ts';
import { compileNumberPattern, LONGEST_NUMBER } from './compileNumberPattern.ts';

/** How many operators a group has: about the square root of a large network. */
const GROUP_SIZE = 40;

interface Formats {
  readonly code: string;
  readonly expressions: readonly RegExp[];
}

interface FormatGroup {
  /** Matches whatever a member matches. */
  readonly any: RegExp;
  readonly members: readonly Formats[];
}

const groups = new WeakMap<ReadonlyMap<string, NetworkOperator>, readonly FormatGroup[]>();

/** Codes of the operators that publish a form of the normalised number. */
export function listFitting(
  number: string,
  operators: ReadonlyMap<string, NetworkOperator>,
): readonly string[] {
  if (number.length > LONGEST_NUMBER) return [];
  return groupsOf(operators)
    .filter(({ any }) => any.test(number))
    .flatMap(({ members }) => members.filter((member) => fits(number, member)))
    .map(({ code }) => code);
}

function fits(number: string, { expressions }: Formats): boolean {
  return expressions.some((expression) => expression.test(number));
}

function groupsOf(operators: ReadonlyMap<string, NetworkOperator>): readonly FormatGroup[] {
  const known = groups.get(operators);
  if (known !== undefined) return known;
  const formats = [...operators.values()]
    .map(({ code, numberPatterns }): Formats => {
      const expressions = numberPatterns.flatMap(({ pattern }) => compileNumberPattern(pattern) ?? []);
      return { code, expressions };
    })
    .filter(({ expressions }) => expressions.length > 0);
  const made: FormatGroup[] = [];
  for (let start = 0; start < formats.length; start += GROUP_SIZE) {
    const members = formats.slice(start, start + GROUP_SIZE);
    // Each expression is anchored by itself and holds no reference to a group, so they can stand side by side.
    const sources = members.flatMap(({ expressions }) => expressions.map(({ source }) => source));
    made.push({ any: new RegExp(sources.join('|')), members });
  }
  groups.set(operators, made);
  return made;
}
