/**
 * Runs operations over a supergraph in place of the gateway's own executor, which works out on every request what
 * depends on the operation alone.
 * Invariants: one executor belongs to one supergraph, so requests under way finish on theirs; what is kept of an
 * operation is keyed by its text, its name and the setting of its conditions, and never depends on the caller.
 */
import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import type { ApolloGateway, GraphQLDataSource } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import {
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { ownRecord } from '../base/ownRecord.ts';
import { type SettledOperation, settleConditions } from '../request/settleConditions.ts';
import { type CompiledOperation, type CompileTerms, compileOperation } from './compileOperation.ts';
import { completeAnswer } from './completeAnswer.ts';
import { readInnerFieldNames } from './innerFieldNames.ts';
import { introspect } from './introspect.ts';
import type { PlanRun, RequestContext } from './runFetch.ts';
import { runPlan } from './runPlan.ts';
import { readTypeNames } from './typeNames.ts';

/** How much is kept of compiled operations, in characters of query and plan; what is made of them weighs several times as much. */
const MAX_SIZE = 8 * 1024 * 1024;

type Executor = ApolloGateway['executor'];
type Answer = Awaited<ReturnType<Executor>>;

/** A supergraph, built and ready to plan. */
export interface BuiltSupergraph {
  /** As the API shows it: Apollo's schema, of which plans are made, and graphql's. */
  readonly apiSchema: Schema;
  readonly schema: GraphQLSchema;
  /** With what the API hides. */
  readonly supergraphSchema: GraphQLSchema;
  readonly planner: QueryPlanner;
}

/**
 * An executor over a composed supergraph and a source for each of its graphs; whoever has built the supergraph hands it over,
 * since that takes hundreds of milliseconds. Throws when the SDL is none.
 */
export function createExecutor(
  supergraphSdl: string,
  sources: ReadonlyMap<string, GraphQLDataSource>,
  built: BuiltSupergraph = buildSupergraph(supergraphSdl),
): Executor {
  const terms = readTerms(supergraphSdl, built);
  const operations = new LRUCache<string, CompiledOperation>({
    maxSize: MAX_SIZE,
    sizeCalculation: ({ size }) => size,
  });
  const compile = (settled: SettledOperation, { queryHash, request }: RequestContext): CompiledOperation => {
    const key = `${queryHash} ${request.operationName ?? ''} ${settled.setting}`;
    const known = operations.get(key);
    if (known !== undefined) return known;
    const compiled = compileOperation(settled, terms);
    operations.set(key, compiled);
    return compiled;
  };
  return async (requestContext) => {
    const { document, operation: definition, request } = requestContext;
    const variables = request.variables ?? {};
    const refused = checkVariables(definition, variables, terms);
    if (refused !== undefined) return { errors: refused };
    const settled = settleConditions(document, request.operationName || undefined, variables);
    if (settled instanceof GraphQLError) return { errors: [settled] };
    const operation = compile(settled, requestContext);
    const run: PlanRun = {
      requestContext,
      sources,
      answerKeys: operation.answerKeys,
      data: ownRecord(),
      errors: [],
    };
    if (operation.plan !== null) await runPlan(operation.plan, run);
    return answer(operation, run, variables, terms);
  };
}

// Whoever reads a planned fetch has no named fragments to follow.
export const PLANNER_CONFIG = { reuseQueryFragments: false } as const;

function buildSupergraph(supergraphSdl: string): BuiltSupergraph {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const apiSchema = supergraph.apiSchema();
  return {
    apiSchema,
    schema: apiSchema.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    planner: new QueryPlanner(supergraph, PLANNER_CONFIG),
  };
}

function readTerms(
  supergraphSdl: string,
  { apiSchema, schema, supergraphSchema, planner }: BuiltSupergraph,
): CompileTerms {
  return {
    schema,
    innerFieldNames: readInnerFieldNames(parse(supergraphSdl, { noLocation: true })),
    typeNames: readTypeNames(supergraphSchema),
    apiTypeNames: readTypeNames(schema),
    readOperation: (operation) => operationFromDocument(apiSchema, operation),
    plan: (operation) => planner.buildQueryPlan(operation),
  };
}

/** What is wrong with the variables, as the answer's errors. */
function checkVariables(
  definition: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  { schema }: CompileTerms,
): readonly GraphQLError[] | undefined {
  const { errors } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
  return errors?.map(
    (error) =>
      new GraphQLError(error.message, {
        nodes: error.nodes ?? null,
        originalError: error.originalError ?? null,
        extensions: { code: 'BAD_USER_INPUT', ...error.extensions },
      }),
  );
}

function answer(
  { fields, introspections }: CompiledOperation,
  run: PlanRun,
  variables: Readonly<Record<string, unknown>>,
  { schema }: CompileTerms,
): Answer {
  for (const introspection of introspections) {
    const { value, errors } = introspect(introspection, schema, variables);
    run.data[introspection.key] = value;
    run.errors.push(...errors);
  }
  const data = completeAnswer(fields, run.data);
  return run.errors.length === 0 ? { data } : { errors: run.errors, data };
}
