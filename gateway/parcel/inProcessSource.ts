/**
 * The data source of the hub's own graphs: runs an operation in this process.
 * Apollo's own one parses and validates on every call; the planner's operations are valid by construction, so here each
 * is parsed once and never validated.
 */
import type { GraphQLDataSource } from '@apollo/gateway';
import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import { LRUCache } from 'lru-cache';

const MAX_DOCUMENTS = 1_000;
/** And how long all of them together: a parsed document weighs some ten times its text. */
const MAX_CHARACTERS = 4_000_000;

/** A data source over an executable schema. Errors of its resolvers come back as GraphQL errors. */
export function createInProcessSource(schema: GraphQLSchema): GraphQLDataSource {
  const documents = new LRUCache<string, DocumentNode>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, query) => query.length + 1,
  });
  const read = (query: string): DocumentNode => {
    const known = documents.get(query);
    if (known !== undefined) return known;
    const document = parse(query, { noLocation: true });
    documents.set(query, document);
    return document;
  };
  return {
    async process({ request, context }) {
      const { data, errors } = await execute({
        schema,
        document: read(request.query ?? ''),
        variableValues: request.variables ?? {},
        contextValue: context,
      });
      return errors === undefined ? { data } : { data, errors };
    },
  };
}
