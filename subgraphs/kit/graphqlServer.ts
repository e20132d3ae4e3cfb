/**
 * The GraphQL half of an operator: Apollo Server set up for one kind of client, the hub. Invariant: nothing of a request
 * is reported anywhere but to the operator's own log.
 */
import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import type { Operator } from './defineOperator.ts';
import { formatFault, thrownByAuthor } from './formatFault.ts';
import type { OperatorContext } from './operatorSchema.ts';
import { sdlOnce } from './sdlOnce.ts';

/** Ten times the largest operation the hub plans today. */
const MOST_TOKENS = 20_000;

/** Faults of one request that are logged one by one; a broken data source would fill the log with the rest. */
const MOST_FAULTS_LOGGED = 5;

/** A server that is not started yet. `plugins` run before the kit's own. */
export function createGraphqlServer(
  operator: Operator,
  logger: Logger,
  plugins: readonly ApolloServerPlugin<OperatorContext>[],
): ApolloServer<OperatorContext> {
  return new ApolloServer<OperatorContext>({
    schema: operator.schema,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    introspection: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [sdlOnce],
    formatError: formatFault,
    logger,
    plugins: [
      ...plugins,
      noteOutcome(logger),
      // The first two are on by default and wrap every resolver of the schema; the others report or show things.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Keeps for the log what only Apollo Server knows: the operation's name and the errors. */
function noteOutcome(logger: Logger): ApolloServerPlugin<OperatorContext> {
  const listener = {
    async willSendResponse({
      contextValue,
      operationName,
      errors = [],
    }: GraphQLRequestContext<OperatorContext>): Promise<void> {
      contextValue.note.operation = operationName?.slice(0, 100) ?? null;
      contextValue.note.errors = errors.length;
      for (const error of errors.slice(0, MOST_FAULTS_LOGGED)) {
        const path = error.path?.join('.');
        const exception = thrownByAuthor(error);
        if (exception !== null) logger.error({ path, err: exception }, 'operator code failed');
        // The message of any other error may quote a value; its place does not.
        else logger.warn({ path, code: error.extensions['code'] ?? 'MISFIT' }, 'field failed');
      }
    },
  };
  return { requestDidStart: async () => listener };
}
