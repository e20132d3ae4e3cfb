/**
 * Answers introspection before anything is planned, and refuses operations that mix it with data.
 * Invariant: what is asked is validated against the whole schema (a suspended agreement turns no query into a validation
 * error), and what is answered about the schema is the caller's own view.
 */
import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestScope } from '../../request/requestScope.ts';
import { cleanMessage } from '../formatError.ts';
import { introspectionOf } from './answerIntrospection.ts';
import { classifyOperation } from './classifyOperation.ts';

/** Apollo Server's plugin that answers introspection. */
export function createIntrospectionPlugin(): ApolloServerPlugin<RequestScope> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation }) {
          if (operation === undefined || classifyOperation(document, operation) !== 'mixed') return;
          throw new GraphQLError(
            'the operation asks for data and about the schema (`__schema`, `__type`); send two operations',
            { extensions: { code: 'INTROSPECTION_MIXED', http: { status: 400 } } },
          );
        },
        async responseForOperation({ schema, document, operation, request, contextValue }) {
          if (classifyOperation(document, operation) !== 'introspection') return null;
          const { data, errors = [] } = introspectionOf(schema)({
            document,
            operationName: request.operationName || undefined,
            variables: request.variables ?? {},
            scope: contextValue,
          });
          // Only variables can be wrong. Apollo Server formats no errors of a plugin's answer.
          const written = errors.map(({ message }) => ({
            message: cleanMessage(message),
            extensions: { code: 'BAD_USER_INPUT' },
          }));
          return {
            http: { status: written.length === 0 ? undefined : 400, headers: new HeaderMap() },
            body: {
              kind: 'single',
              singleResult: written.length === 0 ? { data: data ?? null } : { errors: written },
            },
          };
        },
      };
    },
  };
}
