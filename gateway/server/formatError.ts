/**
 * Decides which errors a client sees: those that it can act on. Everything else is our own trouble and becomes one
 * sentence with a number under which the log has the whole story.
 * Invariant: no error suggests a name that its sender did not write, or repeats more than a line of what it did.
 */
import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

const CLIENT_CODES = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'DIRECTORY_UNAVAILABLE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTROSPECTION_MIXED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_COSTLY',
  'OPERATION_TOO_LARGE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'RESERVED_NAME',
  'TOO_MANY_NUMBERS',
]);

/** graphql-js repeats what it was given, however long it is. */
const LONGEST_MESSAGE = 500;

/** Apollo Server's `formatError`. */
export function createErrorFormatter(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, locations, path, extensions } = formatted;
    const code = String(extensions?.['code'] ?? '');
    if (CLIENT_CODES.has(code)) {
      return {
        message: cleanMessage(message),
        ...(locations === undefined ? {} : { locations }),
        ...(path === undefined ? {} : { path }),
        extensions: { code },
      };
    }
    const id = randomUUID();
    log.error({ id, err: error, code }, 'a request failed inside the hub');
    return {
      message: `the hub could not answer; its log has the details under ${id}`,
      ...(path === undefined ? {} : { path }),
      extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    };
  };
}

/**
 * Takes out what graphql-js suggests, and cuts what it repeats. (Apollo Server's `hideSchemaDetailsFromClientErrors`
 * leaves suggestions in errors about variables, and its regular expression takes seconds on a hostile message.)
 */
export function cleanMessage(message: string): string {
  if (message === 'Validation aborted.') return 'the operation repeats too many fields; write each once';
  const suggestion = message.endsWith('?') ? message.lastIndexOf(' Did you mean ') : -1;
  const text = suggestion === -1 ? message : message.slice(0, suggestion);
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE)}…`;
}
