/**
 * Turns what a graph reported into errors of the answer, each with a path that leads into the answer.
 * Invariant: message and extensions are the graph's own; scrubbing is the work of the error formatter.
 */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { DataPath } from './dataPath.ts';

type AnswerPath = readonly (string | number)[];

export interface FetchErrors {
  readonly graph: string;
  /** The path of the fetch; for root fields, what an error's own path continues. */
  readonly path: DataPath;
  readonly answerKeys: ReadonlyMap<string, string>;
  /** Where the entity of a representation is; null for a fetch of root fields. */
  readonly pathOf: ((representation: number) => AnswerPath) | null;
}

/** The errors of one fetch. */
export function writeFetchErrors(
  errors: readonly GraphQLFormattedError[],
  fetch: FetchErrors,
): readonly GraphQLError[] {
  return errors.map((error) => {
    const path = placeError(error.path, fetch)?.map((key) =>
      typeof key === 'string' ? (fetch.answerKeys.get(key) ?? key) : key,
    );
    return new GraphQLError(
      error.message || `the graph \`${fetch.graph}\` reported an error without a message`,
      {
        ...(path === undefined ? {} : { path }),
        ...(error instanceof Error ? { originalError: error } : {}),
        extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...error.extensions },
      },
    );
  });
}

function placeError(path: AnswerPath | undefined, { path: at, pathOf }: FetchErrors): AnswerPath | undefined {
  if (path === undefined) return undefined;
  const [, index, ...rest] = path;
  if (pathOf !== null && typeof index === 'number') return [...pathOf(index), ...rest];
  return [...at, ...path];
}

/** The one error of a source that threw, or that answered with something that is no answer. */
export function writeThrown(error: unknown, graph: string): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const message = error instanceof Error ? error.message : `the graph \`${graph}\` failed`;
  return new GraphQLError(message, error instanceof Error ? { originalError: error } : {});
}
