/**
 * Adds to an answer what went wrong with operators: one error for each that failed, with a path that the final data has.
 * Invariant: an error says which operator failed and how, never what the operator said.
 */
import type { GraphQLFormattedError } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import { readOwn } from '../base/ownRecord.ts';
import type { FailureKind, LegNote, OperatorFailure } from '../request/requestScope.ts';

/** How many legs an error lists; `legCount` counts them all. */
const MAX_PATHS = 20;

const SENTENCES: Readonly<Record<FailureKind, string>> = {
  UNREACHABLE: 'could not be reached',
  TIMEOUT: 'did not answer in time',
  BAD_RESPONSE: 'sent an answer that cannot be read',
  ERROR: 'reported an error',
  BAD_VALUE: 'sent a value that the contract does not allow',
};

const LAST_KNOWN = 'of its fields only last known values are there (see `asOf` of the leg)';

/** The errors for an answer, in the order in which the operators failed. */
export function writeFailures(
  failures: readonly OperatorFailure[],
  data: unknown,
  lastKnown: ReadonlyMap<LegNote, unknown> = new Map(),
): readonly GraphQLFormattedError[] {
  return failures.map(({ operator, kind, legs }) => {
    const isServed = [...legs].some((leg) => lastKnown.has(leg));
    const paths = [...legs].map((leg) => longestPathIn(data, leg.paths));
    const [path] = paths.toSorted((a, b) => b.length - a.length);
    const fields =
      kind === 'BAD_VALUE' ? 'the fields concerned are null' : isServed ? LAST_KNOWN : 'its fields are null';
    return {
      message: `operator \`${operator}\` ${SENTENCES[kind]}; ${fields}, all others are as asked`,
      ...(path === undefined || path.length === 0 ? {} : { path }),
      extensions: {
        code: kind === 'BAD_VALUE' ? 'OPERATOR_INVALID_VALUE' : 'OPERATOR_UNAVAILABLE',
        operator,
        legCount: legs.size,
        ...(paths.length > 1 ? { paths: paths.slice(0, MAX_PATHS) } : {}),
      },
    };
  });
}

/** The first of the longest paths that lead to something in the data, each cut where the data ends. */
function longestPathIn(data: unknown, paths: readonly Path[]): readonly (string | number)[] {
  let longest: readonly (string | number)[] = [];
  for (const path of paths) {
    const found = cutToData(data, listKeys(path));
    if (found.length > longest.length) longest = found;
  }
  return longest;
}

function listKeys(path: Path): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Path | undefined = path; at !== undefined; at = at.prev) keys.unshift(at.key);
  return keys;
}

function cutToData(data: unknown, keys: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  for (const [depth, key] of keys.entries()) {
    value = readOwn(value, String(key));
    if (value === null || value === undefined) return keys.slice(0, depth);
  }
  return keys;
}
