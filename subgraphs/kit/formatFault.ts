/**
 * Decides what an error says outside the operator's process. Invariant: no value of a leg is in an error's message, and
 * nothing of an author's exception but that there was one; the operator's own log has the rest.
 */
import type { GraphQLFormattedError } from 'graphql';

/** The error to send: the kit's and the request's own errors as they are, everything else as one of two plain sentences. */
export function formatFault(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return formatted;
  const message = isMisfit(error)
    ? 'a value of the operator does not fit its type'
    : 'the operator could not answer because of an error of its own';
  return { ...formatted, message, extensions: { code: 'OPERATOR_FAULT' } };
}

/** The exception that an author's code threw, when that is what the error is about. */
export function thrownByAuthor(error: unknown): Error | null {
  const original = error instanceof Error && 'originalError' in error ? error.originalError : error;
  // By name, not by class: an author's program may load a second copy of graphql-js.
  return original instanceof Error && original.name !== 'GraphQLError' ? original : null;
}

/** graphql-js reports values that do not fit their type as a `GraphQLError` that quotes the value. */
function isMisfit(error: unknown): boolean {
  return thrownByAuthor(error) === null;
}
