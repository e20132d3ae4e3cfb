/**
 * Starts a hub: store, network, gateway and HTTP, in this order, and stops them in the opposite one.
 * Invariant: a request pins the network as it is when it begins; a network that changes later does not touch it.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import type { Logger } from 'pino';
import type { SignRequest } from '../base/grant.ts';
import { createOperatorClient, DEFAULT_CLIENT_OPTIONS } from '../dispatch/operatorClient.ts';
import { openRequestScope, type RequestScope } from '../request/requestScope.ts';
import { issueForSandbox } from '../sandbox/server/issueForSandbox.ts';
import { openSandbox, type Sandbox } from '../sandbox/server/openSandbox.ts';
import { createDirectoryStore } from '../store/directoryStore.ts';
import { holdToKey } from '../store/holdToKey.ts';
import { lockFolder } from '../store/lockFolder.ts';
import { openStore } from '../store/openStore.ts';
import { createAnswerPlugin } from './answerPlugin.ts';
import { createGateway } from './createGateway.ts';
import { createHttp } from './createHttp.ts';
import { createErrorFormatter } from './formatError.ts';
import type { HubOptions } from './hubOptions.ts';
import { callerOf } from './identifyCaller.ts';
import { createIntrospectionPlugin } from './introspection/introspectionPlugin.ts';
import { joinNetwork } from './joinNetwork.ts';
import { createLimitPlugin } from './limitPlugin.ts';
import { LIMITS } from './limits.ts';
import { openIdentity } from './openIdentity.ts';
import { readKey } from './readKey.ts';

/** How long requests under way may take to finish when the hub is told to stop, in milliseconds. */
const STOP_LIMIT_MS = 10_000;
/** How often connections that have fallen idle are closed meanwhile, in milliseconds. */
const SWEEP_MS = 20;

export interface RunningHub {
  /** Where the hub answers, as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Stops: requests under way finish first. */
  stop(): Promise<void>;
}

/**
 * A hub that answers. It listens first, and says that it is not ready until it is. Throws when the port is in use
 * (`EADDRINUSE`), when the data folder cannot be used or another hub uses it, or when no network can be composed.
 */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  let handler: RouteHandlerMethod | undefined;
  let http: FastifyInstance | undefined;
  const started: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    handler = undefined;
    if (http !== undefined) await closeHttp(http);
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    if (options.dataDir !== undefined) started.push(await lockFolder(options.dataDir));
    const identity = await openIdentity(options.identity, (name) => openKey(options, name));
    http = createHttp({ log: options.log, readHandler: () => handler, identity });
    const sandbox = openSandbox({
      demo: options.sandbox,
      issueToken: issueForSandbox(identity),
      readNow: options.readNow,
    });
    sandbox.addTo(http);
    const url = await http.listen({ port: options.port, host: options.host });
    handler = await startAnswering({ ...options, url, sign: identity.sign, sandboxed: sandbox }, (end) =>
      started.push(end),
    );
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Lets requests under way finish, within the limit, and closes every connection. */
async function closeHttp(http: FastifyInstance): Promise<void> {
  // A client keeps its connection after the last answer, and the server would wait for it.
  const sweep = setInterval(() => http.server.closeIdleConnections(), SWEEP_MS);
  const limit = setTimeout(() => http.server.closeAllConnections(), STOP_LIMIT_MS);
  await http.close().finally(() => {
    clearInterval(sweep);
    clearTimeout(limit);
  });
}

/** Starts everything behind HTTP; each part says how it ends as soon as it has begun. */
async function startAnswering(
  options: HubOptions & { readonly url: string; readonly sign: SignRequest; readonly sandboxed: Sandbox },
  onStop: (end: () => Promise<unknown>) => void,
): Promise<RouteHandlerMethod> {
  const { log, readNow, url, sign } = options;
  const [{ store, directory }, operators] = await Promise.all([
    openDirectory(options, onStop),
    options.listOperators({ url }),
  ]);
  const client = createOperatorClient(sign, { ...DEFAULT_CLIENT_OPTIONS, ...options.client });
  onStop(() => client.close());
  const network = await joinNetwork({ operators, client, agreements: options.agreements, log });
  onStop(() => network.close());
  options.sandboxed.connect(network.current);
  const { gateway, update } = createGateway(network.current(), {
    store: directory,
    dispatcher: { client, pseudonymKey: await openKey(options, 'pseudonyms.key') },
    log: log.child({ part: 'gateway' }, { level: 'warn' }),
  });
  network.onChange(update);
  const apollo = createApollo(gateway, log, options.sandboxed.plugins);
  await apollo.start();
  onStop(() => apollo.stop());
  await options.prepare?.(store, directory);
  return fastifyApolloHandler(apollo, {
    context: async (request) => openRequestScope(network.current().snapshot, callerOf(request), readNow()),
  });
}

/** One of the hub's own keys; without a folder it is made anew at each start. */
async function openKey({ dataDir }: Pick<HubOptions, 'dataDir'>, name: string): Promise<Uint8Array> {
  return dataDir === undefined ? randomBytes(32) : await readKey(dataDir, name);
}

async function openDirectory(
  { dataDir, databaseUrl, log }: HubOptions,
  onStop: (end: () => Promise<unknown>) => void,
) {
  const key = await openKey(dataDir === undefined ? {} : { dataDir }, 'tracking-numbers.key');
  const store = await openStore({
    ...(databaseUrl !== undefined && { url: databaseUrl }),
    ...(dataDir !== undefined && { directory: join(dataDir, 'store') }),
    onError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
  });
  onStop(() => store.destroy());
  await holdToKey(store, key);
  // Until they can be counted, no foreign parcel is found through an agreement that limits them.
  const onError = (error: unknown) =>
    log.error({ err: error }, 'numbers that were not visible cannot be counted');
  return { store, directory: createDirectoryStore(store, key, onError) };
}

function createApollo(
  gateway: ApolloGateway,
  log: Logger,
  plugins: Sandbox['plugins'],
): ApolloServer<RequestScope> {
  return new ApolloServer<RequestScope>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    logger: log,
    formatError: createErrorFormatter(log),
    plugins: [
      createLimitPlugin(),
      createIntrospectionPlugin(),
      createAnswerPlugin(),
      ...plugins,
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}
