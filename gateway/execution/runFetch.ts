/**
 * One fetch of a plan: what it sends, and what becomes of the answer.
 * Invariant: an entity's answer is merged into the entity whose representation was sent at its index, and an error's
 * path leads to that entity, however many others had nothing to send.
 */
import type { ApolloGateway, GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLError } from 'graphql';
import { ownRecord } from '../base/ownRecord.ts';
import type { FetchStep } from './compilePlan.ts';
import { collectAt, listPathsAt } from './dataPath.ts';
import { type FetchErrors, writeFetchErrors, writeThrown } from './fetchErrors.ts';
import { isRecord, mergeData } from './mergeData.ts';
import { copyRepresentation } from './representation.ts';
import { applyRewrites } from './rewriteData.ts';

export type RequestContext = Parameters<ApolloGateway['executor']>[0];
type SourceAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

type Data = Record<string, unknown>;

type SourceRequest = Extract<
  Parameters<GraphQLDataSource['process']>[0],
  { readonly incomingRequestContext: unknown }
>;

// The gateway does not export this enum.
const INCOMING_OPERATION = 'incoming operation' as SourceRequest['kind'];

/** What one request gathers while its plan runs. */
export interface PlanRun {
  readonly requestContext: RequestContext;
  readonly sources: ReadonlyMap<string, GraphQLDataSource>;
  /** The key in the answer of a key in the gathered data. */
  readonly answerKeys: ReadonlyMap<string, string>;
  readonly data: Data;
  readonly errors: GraphQLError[];
}

/** What is sent: the entities, and at which index of all entities at the path each one is. */
interface Batch {
  readonly entities: readonly Data[];
  readonly representations: readonly Data[] | null;
  readonly indexes: readonly number[];
}

/** Sends a fetch; nothing is returned when there is nothing to send. Never rejects. */
export function runFetch(fetch: FetchStep, run: PlanRun): Promise<unknown> | undefined {
  try {
    const found = collectAt(run.data, fetch.path);
    if (found.length === 0) return undefined;
    const batch = selectBatch(fetch, found);
    if (batch.entities.length === 0) return undefined;
    return send(fetch, batch, run).then(
      (answer) => receive(fetch, batch, answer, run),
      (error: unknown) => void run.errors.push(writeThrown(error, fetch.graph)),
    );
  } catch (error) {
    run.errors.push(writeThrown(error, fetch.graph));
    return undefined;
  }
}

function selectBatch({ requires, inputRewrites }: FetchStep, found: readonly Data[]): Batch {
  if (requires === null) return { entities: found, representations: null, indexes: [] };
  const entities: Data[] = [];
  const representations: Data[] = [];
  const indexes: number[] = [];
  for (let index = 0; index < found.length; index++) {
    const entity = found[index];
    const representation = copyRepresentation(entity, requires);
    if (entity === undefined || representation === null) continue;
    if (inputRewrites.length > 0) applyRewrites(inputRewrites, representation);
    entities.push(entity);
    representations.push(representation);
    indexes.push(index);
  }
  return { entities, representations, indexes };
}

function send(fetch: FetchStep, batch: Batch, run: PlanRun): Promise<SourceAnswer> {
  const source = run.sources.get(fetch.graph);
  if (source === undefined) throw new Error(`the network has no graph \`${fetch.graph}\``);
  const variables = ownRecord();
  const given = run.requestContext.request.variables;
  if (given) {
    for (const { name, callerName } of fetch.variables) {
      if (Object.hasOwn(given, callerName) && given[callerName] !== undefined)
        variables[name] = given[callerName];
    }
  }
  if (batch.representations !== null) variables['representations'] = batch.representations;
  const { requestContext } = run;
  return source.process({
    kind: INCOMING_OPERATION,
    request: { query: fetch.operation, variables, ...operationNameOf(fetch) },
    incomingRequestContext: requestContext,
    context: requestContext.context,
    ...(fetch.document === undefined ? {} : { document: fetch.document }),
    pathInIncomingRequest: [...fetch.path],
  });
}

function operationNameOf({ operationName }: FetchStep): { operationName?: string } {
  return operationName === undefined ? {} : { operationName };
}

function receive(fetch: FetchStep, batch: Batch, { data, errors }: SourceAnswer, run: PlanRun): void {
  try {
    if (errors !== undefined && errors.length > 0) {
      const placed: FetchErrors = {
        graph: fetch.graph,
        path: fetch.path,
        answerKeys: run.answerKeys,
        pathOf: batch.representations === null ? null : readPathOf(fetch, batch, run.data),
      };
      for (const error of writeFetchErrors(errors, placed)) run.errors.push(error);
    }
    if (data === undefined || data === null) return;
    if (batch.representations === null) receiveRoot(fetch, batch, data);
    else receiveEntities(fetch, batch, data);
  } catch (error) {
    run.errors.push(writeThrown(error, fetch.graph));
  }
}

/** Where the entity of a representation is; worked out for the first error that asks. */
function readPathOf({ path }: FetchStep, { indexes }: Batch, data: Data) {
  let paths: readonly (readonly (string | number)[])[] | undefined;
  return (representation: number) => {
    paths ??= listPathsAt(data, path);
    return paths[indexes[representation] ?? -1] ?? [];
  };
}

function receiveRoot({ outputRewrites }: FetchStep, { entities }: Batch, data: Data): void {
  if (outputRewrites.length > 0) applyRewrites(outputRewrites, data);
  for (const entity of entities) mergeData(entity, data);
}

function receiveEntities({ outputRewrites }: FetchStep, { entities }: Batch, data: Data): void {
  const received: unknown = data['_entities'];
  if (!Array.isArray(received)) throw new Error('expected `_entities` of the answer to be a list');
  if (received.length !== entities.length) {
    throw new Error(
      `expected ${entities.length} elements in \`_entities\` of the answer, got ${received.length}`,
    );
  }
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    const answer: unknown = received[index];
    if (entity === undefined || !isRecord(answer)) continue;
    if (outputRewrites.length > 0) {
      // Corrections may depend on the type, which the answer need not name.
      if (!answer['__typename']) answer['__typename'] = entity['__typename'];
      applyRewrites(outputRewrites, answer);
    }
    mergeData(entity, answer);
  }
}
