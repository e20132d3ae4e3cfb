/**
 * The data source of the hub's own graphs: runs an operation in this process.
 * Apollo's own one parses and validates on every call; the planner's operations are valid by construction, so here each
 * is compiled once, by graphql-jit, and never validated (decision 0011).
 * Invariant: a key named `__proto__` is an ordinary key; the compiled code would take it for a prototype.
 */
import type { GraphQLDataSource } from '@apollo/gateway';
import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

const MAX_DOCUMENTS = 1_000;
/** And how long all of them together: a compiled document weighs some ten times its text. */
const MAX_CHARACTERS = 4_000_000;

type Variables = Readonly<Record<string, unknown>>;
type Run = (context: unknown, variables: Variables) => ExecutionResult | Promise<ExecutionResult>;

/** A data source over an executable schema. Errors of its resolvers come back as GraphQL errors. */
export function createInProcessSource(schema: GraphQLSchema): GraphQLDataSource {
  const runs = new LRUCache<string, Run>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, query) => query.length + 1,
  });
  const read = (query: string): Run => {
    const known = runs.get(query);
    if (known !== undefined) return known;
    const run = prepare(schema, query);
    runs.set(query, run);
    return run;
  };
  return {
    async process({ request, context }) {
      const { data, errors } = await read(request.query ?? '')(context, request.variables ?? {});
      return errors === undefined ? { data } : { data, errors };
    },
  };
}

function prepare(schema: GraphQLSchema, query: string): Run {
  const document = parse(query, { noLocation: true });
  const interpret: Run = (contextValue, variableValues) =>
    execute({ schema, document, contextValue, variableValues: { ...variableValues } });
  // graphql-jit calls a non-null variable missing before it looks at its default, and applies a condition on one spread of a
  // named fragment to all of them. The planner leaves neither conditions nor named fragments (decision 0012).
  if (query.includes('__proto__') || /!\s*=|@/.test(query)) return interpret;
  const compiled = compileQuery(schema, document);
  // What cannot be compiled is an error that graphql-js words in its own way.
  return isCompiledQuery(compiled)
    ? (context, variables) => compiled.query(undefined, context, variables)
    : interpret;
}
