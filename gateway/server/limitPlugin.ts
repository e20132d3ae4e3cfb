/**
 * Refuses requests that are over a limit, between validation and planning.
 * Invariant: whatever transport a request came by, it is planned only when it is within every limit. (The HTTP server
 * looks at the text before it is validated, too: validating a hostile document is work as well.)
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { type CostEstimate, estimateCost, type Variables } from './estimateCost.ts';
import { limitDocument } from './limitQuery.ts';
import { LIMITS, type Refusal, writeCount } from './limits.ts';

/** What is known of one document; Apollo Server keeps documents for as long as they are in use. */
interface KnownDocument {
  readonly refusal: Refusal | undefined;
  readonly estimates: Map<OperationDefinitionNode, CostEstimate>;
}

/** Apollo Server's plugin that keeps the limits. */
export function createLimitPlugin(): ApolloServerPlugin {
  const schemas = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, KnownDocument>>();
  const know = (schema: GraphQLSchema, document: DocumentNode): KnownDocument => {
    const documents = schemas.get(schema) ?? new WeakMap<DocumentNode, KnownDocument>();
    schemas.set(schema, documents);
    const known = documents.get(document) ?? { refusal: limitDocument(document), estimates: new Map() };
    documents.set(document, known);
    return known;
  };
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          if (operation === undefined) return;
          const { refusal, estimates } = know(schema, document);
          if (refusal !== undefined) throw refuse(refusal);
          const estimate = estimates.get(operation) ?? estimateCost(schema, document, operation);
          estimates.set(operation, estimate);
          const overLimit = limitValues(estimate, request.variables ?? {});
          if (overLimit !== undefined) throw refuse(overLimit);
        },
      };
    },
  };
}

function refuse({ code, message }: Refusal): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

/** Why a request is refused for what its arguments and variables ask for. */
export function limitValues(estimate: CostEstimate, variables: Variables): Refusal | undefined {
  const numbers = estimate.countNumbers(variables);
  if (numbers > LIMITS.numbers) {
    const message = `the request asks for ${writeCount(numbers)} tracking numbers; ${LIMITS.numbers} at most, together with \`first\` of \`myParcels\`: send them in several requests`;
    return { code: 'TOO_MANY_NUMBERS', message };
  }
  const cost = estimate.countCost(variables);
  if (cost <= LIMITS.cost) return undefined;
  const message = `the request is estimated to cost ${writeCount(cost)}; ${writeCount(LIMITS.cost)} at most: ask for fewer parcels, or for the last few events of each, as \`events(last: 5)\``;
  return { code: 'OPERATION_TOO_COSTLY', message };
}
