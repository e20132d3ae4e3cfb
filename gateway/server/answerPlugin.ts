/**
 * The last hand on every answer: operators' failures and the disclosure are added, and whatever the gateway says of its
 * own inner workings is taken out.
 */
import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestScope } from '../request/requestScope.ts';
import { settleConditions } from '../request/settleConditions.ts';
import { writeFailures } from './addFailures.ts';
import { type AskedFields, listCoordinates } from './listCoordinates.ts';
import { writeDisclosure } from './writeDisclosure.ts';

/** Apollo Server's plugin that finishes answers. */
export function createAnswerPlugin(): ApolloServerPlugin<RequestScope> {
  return {
    async requestDidStart() {
      let listed: { readonly asked: AskedFields | undefined } | undefined;
      const listOnce = (...asked: Parameters<typeof listAsked>) => {
        listed ??= { asked: listAsked(...asked) };
        return listed.asked;
      };
      return {
        async didResolveOperation({ operation, request, document, schema, contextValue }) {
          if (operation === undefined) {
            throw new GraphQLError(explainNoOperation(request.operationName), {
              extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
            });
          }
          // The gateway would fail on these deep inside: the network has neither type.
          if (operation.operation === 'query') {
            contextValue.readAsked = () => listOnce(document, request, schema)?.coordinates;
            return;
          }
          throw new GraphQLError(`the hub answers queries only; this operation is a ${operation.operation}`, {
            nodes: operation,
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
          });
        },
        async willSendResponse({ response, request, contextValue, document, schema }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          // The gateway reports here what it nulled, with the names of inner types.
          delete singleResult.extensions?.['valueCompletion'];
          if (singleResult.data !== undefined && document !== undefined) {
            const asked = listOnce(document, request, schema);
            if (asked?.hasData) {
              singleResult.extensions = {
                ...singleResult.extensions,
                disclosure: writeDisclosure(contextValue, asked.coordinates),
              };
            }
          }
          if (singleResult.extensions && Object.keys(singleResult.extensions).length === 0) {
            delete singleResult.extensions;
          }
          const failures = contextValue.failures.list();
          if (failures.length > 0) {
            singleResult.errors = [
              ...(singleResult.errors ?? []),
              ...writeFailures(failures, singleResult.data, contextValue.lastKnown),
            ];
          }
        },
      };
    },
  };
}

/** Undefined where conditions cannot be decided. */
function listAsked(
  document: DocumentNode,
  { operationName, variables }: GraphQLRequest,
  schema: GraphQLSchema,
): AskedFields | undefined {
  const settled = settleConditions(document, operationName || undefined, variables ?? {});
  return settled instanceof GraphQLError ? undefined : listCoordinates(settled.document, schema);
}

function explainNoOperation(name: string | undefined): string {
  return name
    ? `the document has no operation \`${name}\``
    : 'the document has several operations; say which one to run with `operationName`';
}
