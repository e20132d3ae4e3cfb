/** The real network, and one request through each of two executors: ours and the gateway's own. */
import { createHash } from 'node:crypto';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type GraphQLError, getOperationAST, parse } from 'graphql';
import { createExecutor } from '../../gateway/execution/createExecutor.ts';
import type { RequestContext } from '../../gateway/execution/runFetch.ts';
import { composeNetwork } from '../../gateway/supergraph/composeNetwork.ts';

export type Sources = ReadonlyMap<string, GraphQLDataSource>;
export type Executor = ReturnType<typeof createExecutor>;

/** The supergraph of the network without extensions. */
export function networkSdl(): string {
  const composition = composeNetwork({ extensions: [] });
  if (!('supergraphSdl' in composition) || composition.supergraphSdl === undefined) {
    throw new Error('the network does not compose');
  }
  return composition.supergraphSdl;
}

/** The gateway's own executor, as an oracle. */
export async function createOracle(supergraphSdl: string, sources: Sources): Promise<Executor> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService({ name }) {
      const source = sources.get(name);
      if (source === undefined) throw new Error(`no source for ${name}`);
      return source;
    },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  await gateway.load();
  return gateway.executor;
}

/** A request as Apollo Server hands it to an executor. */
export function requestOf(
  query: string,
  variables?: Record<string, unknown>,
  operationName?: string,
): RequestContext {
  const document = parse(query);
  return {
    request: { query, ...(variables && { variables }), ...(operationName && { operationName }) },
    document,
    operation: getOperationAST(document, operationName),
    queryHash: createHash('sha256').update(query).digest('hex'),
    context: {},
    metrics: {},
    source: query,
    operationName: operationName ?? null,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  } as unknown as RequestContext;
}

export interface PlainAnswer {
  readonly data: unknown;
  readonly errors: readonly Pick<GraphQLError, 'message' | 'path' | 'extensions'>[];
}

/** An answer without prototypes and what no client sees. */
export async function ask(executor: Executor, request: RequestContext): Promise<PlainAnswer> {
  const { data, errors } = await executor(request);
  return {
    data: data === undefined ? undefined : JSON.parse(JSON.stringify(data)),
    errors: (errors ?? []).map(({ message, path, extensions }) => ({ message, path, extensions })),
  };
}

/** Runs a query over stub sources with our executor. */
export function createAsker(sources: Sources, supergraphSdl = networkSdl()) {
  const executor = createExecutor(supergraphSdl, sources);
  return (query: string, variables?: Record<string, unknown>, operationName?: string) =>
    ask(executor, requestOf(query, variables, operationName));
}
