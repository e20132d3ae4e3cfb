/**
 * Bare `ApolloGateway` with Apollo's stock data sources, behind the hub's own HTTP surface and under the hub's options
 * of Apollo Server: what differs from the hub is the gateway's data sources alone.
 */
import '../../../gateway/base/runtimeSettings.ts';
import {
  ApolloGateway,
  type GraphQLDataSource,
  LocalGraphQLDataSource,
  RemoteGraphQLDataSource,
} from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { RouteHandlerMethod } from 'fastify';
import { pino } from 'pino';
import { createDirectorySchema } from '../../../gateway/parcel/directory.ts';
import { createTimelineSchema } from '../../../gateway/parcel/timeline.ts';
import type { RequestScope } from '../../../gateway/request/requestScope.ts';
import { createHttp } from '../../../gateway/server/createHttp.ts';
import { openIdentity } from '../../../gateway/server/openIdentity.ts';
import { CALLER, createScopeOpener, openDirectory, urlOf } from '../network/setup.ts';
import { serveContender } from './serveContender.ts';

serveContender(async (setup) => {
  const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  const sources = new Map<string, GraphQLDataSource>([
    ['couriers', new RemoteGraphQLDataSource({ url: urlOf(setup, 'sf-express') })],
    ['lockers', new RemoteGraphQLDataSource({ url: urlOf(setup, 'hive-box') })],
    ['directory', new LocalGraphQLDataSource(createDirectorySchema(await openDirectory(setup)))],
    ['timeline', new LocalGraphQLDataSource(createTimelineSchema())],
  ]);
  const gateway = new ApolloGateway({
    supergraphSdl: setup.supergraphSdl,
    buildService({ name }) {
      const source = sources.get(name);
      if (source === undefined) throw new Error(`the network has no graph ${name}`);
      return source;
    },
    logger: log,
  });
  const apollo = new ApolloServer<RequestScope>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: 10_000 },
    logger: log,
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginCacheControlDisabled()],
  });
  await apollo.start();
  const openScope = createScopeOpener(setup);
  const handler: RouteHandlerMethod = fastifyApolloHandler(apollo, { context: async () => openScope() });
  const identity = await openIdentity(
    { kind: 'fixed', caller: CALLER },
    {
      openKey: async () => new Uint8Array(32),
      signers: { isReady: () => false, find: async () => undefined, takeOnce: async () => false },
    },
  );
  const http = createHttp({ log, readHandler: () => handler, identity });
  return `${await http.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
});
