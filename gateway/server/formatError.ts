/**
 * Decides which errors a client sees as they are: those that it can act on. Everything else is our own trouble and
 * becomes one sentence with a number under which the log has the whole story.
 */
import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

const CLIENT_CODES = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'TOO_MANY_NUMBERS',
]);

/** Apollo Server's `formatError`. */
export function createErrorFormatter(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, locations, path, extensions } = formatted;
    const code = String(extensions?.['code'] ?? '');
    if (CLIENT_CODES.has(code)) {
      return {
        message,
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
