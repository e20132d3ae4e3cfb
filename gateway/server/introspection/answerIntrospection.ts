/**
 * Answers an operation that asks about the schema with the view that the caller's agreements can ever disclose.
 * Invariant: a view is kept for a schema and a set of coordinates, never for a caller: two callers with one set share it.
 */
import { createHash } from 'node:crypto';
import { type DocumentNode, type ExecutionResult, executeSync, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { EVERY_COORDINATE } from '../../agreements/decision.ts';
import type { RequestScope } from '../../request/requestScope.ts';
import { buildCallerSchema } from './buildCallerSchema.ts';

/** How many views of one schema are kept: platforms with agreements of the same content share one. */
const MAX_VIEWS = 50;

export interface IntrospectionRequest {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly scope: Pick<RequestScope, 'caller' | 'network'>;
}

/** Answers operations that consist of introspection, over one schema. */
export type AnswerIntrospection = (request: IntrospectionRequest) => ExecutionResult;

const answers = new WeakMap<GraphQLSchema, AnswerIntrospection>();

/** What answers introspection of a schema; the same each time while the schema is in use. */
export function introspectionOf(schema: GraphQLSchema): AnswerIntrospection {
  const known = answers.get(schema) ?? createAnswer(schema);
  answers.set(schema, known);
  return known;
}

function createAnswer(schema: GraphQLSchema): AnswerIntrospection {
  const views = new LRUCache<string, GraphQLSchema>({ max: MAX_VIEWS });
  const viewOf = (coordinates: ReadonlySet<string>): GraphQLSchema => {
    if (coordinates === EVERY_COORDINATE) return schema;
    const fingerprint = fingerprintOf(coordinates);
    const view = views.get(fingerprint) ?? buildCallerSchema(schema, (each) => coordinates.has(each));
    views.set(fingerprint, view);
    return view;
  };
  return ({ document, operationName, variables, scope }) =>
    executeSync({
      schema: viewOf(scope.network.agreements.coordinatesFor(scope.caller.platform)),
      document,
      operationName: operationName ?? null,
      variableValues: variables,
    });
}

const fingerprints = new WeakMap<ReadonlySet<string>, string>();

/** Stands for the coordinates whatever their order; a set is never changed once an agreement's table gave it. */
function fingerprintOf(coordinates: ReadonlySet<string>): string {
  const known =
    fingerprints.get(coordinates) ??
    createHash('sha256')
      .update([...coordinates].sort().join('\n'))
      .digest('base64');
  fingerprints.set(coordinates, known);
  return known;
}
