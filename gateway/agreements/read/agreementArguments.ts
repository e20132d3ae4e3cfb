/**
 * Reads the arguments of `@agreement` and `@share` as they are written. Invariant: what is not of the kind that is asked
 * for reads as undefined, and a rule says that it is wrong; nothing here guesses.
 */
import { type ConstDirectiveNode, type ConstValueNode, Kind } from 'graphql';

/** The value of an argument; undefined where it is left out, or null, which GraphQL takes for the same. */
export function argumentOf(node: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.NULL ? undefined : value;
}

/** The values in a list; GraphQL takes a single value for a list of one. */
export function listItems(value: ConstValueNode | undefined): readonly ConstValueNode[] {
  if (value === undefined) return [];
  return value.kind === Kind.LIST ? value.values : [value];
}

/** The names in a list of enum values, each once; undefined where the argument is left out. */
export function readNames(value: ConstValueNode | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  return [...new Set(listItems(value).flatMap((item) => (item.kind === Kind.ENUM ? [item.value] : [])))];
}

/** A string, an enum value or an integer as text; undefined for anything else. */
export function readText(value: ConstValueNode | undefined): string | undefined {
  return value !== undefined && 'value' in value && typeof value.value === 'string' ? value.value : undefined;
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** ISO 8601 with seconds and an offset, as milliseconds since the epoch; undefined for anything else. */
export function readTime(text: string | undefined): number | undefined {
  if (text === undefined || !DATE_TIME.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) || !isDay(text.slice(0, 10)) ? undefined : time;
}

/** `Date.parse` takes the 31st of April for the 1st of May. */
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
