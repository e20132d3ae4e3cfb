/**
 * Starts a hub: store, network, gateway and HTTP, in this order, and stops them in the opposite one.
 * Invariant: a request pins the network as it is when it begins; a network that changes later does not touch it.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { readSubgraphAddresses } from '../base/subgraphAddresses.ts';
import { createAnswerKeeper } from '../dispatch/floor/createAnswerKeeper.ts';
import { createOperatorClient, DEFAULT_CLIENT_OPTIONS } from '../dispatch/operatorClient.ts';
import { createProbe } from '../dispatch/probeOperator.ts';
import type { SignAuditRequest } from '../identity/signAuditRequest.ts';
import { createDiscoverer } from '../parcel/discover/createDiscoverer.ts';
import { createAuditModule } from '../registry/audit/auditModule.ts';
import { createLegModule } from '../registry/legs/legModule.ts';
import { createOperationRecorder } from '../registry/operations/createOperationRecorder.ts';
import { openRequestScope, type RequestScope } from '../request/requestScope.ts';
import { issueForSandbox } from '../sandbox/server/issueForSandbox.ts';
import { openSandbox, type Sandbox } from '../sandbox/server/openSandbox.ts';
import { createDirectoryStore } from '../store/directoryStore.ts';
import { createDiscoveryMisses } from '../store/discoveryMisses.ts';
import { holdToKeys } from '../store/holdToKeys.ts';
import { startRetention } from '../store/legRetention.ts';
import { lockFolder } from '../store/lockFolder.ts';
import { openStore, type Store } from '../store/openStore.ts';
import { SERVER_PATIENCE_MS } from '../store/rememberLegs.ts';
import { createAnswerPlugin } from './answerPlugin.ts';
import type { NetworkSource } from './composedNetwork.ts';
import { type Control, createControl } from './control/createControl.ts';
import { createGateway } from './createGateway.ts';
import { createHttp } from './createHttp.ts';
import { createErrorFormatter } from './formatError.ts';
import type { HubOptions } from './hubOptions.ts';
import { callerOf } from './identifyCaller.ts';
import { createIntrospectionPlugin } from './introspection/introspectionPlugin.ts';
import { createKeyRing, type KeyRing } from './keyRing.ts';
import { createLimitPlugin } from './limitPlugin.ts';
import { LIMITS } from './limits.ts';
import { openIdentity } from './openIdentity.ts';
import { openNetwork } from './openNetwork.ts';
import { createOperationPlugin } from './operationPlugin.ts';

/** How long requests under way may take to finish when the hub is told to stop, in milliseconds. */
export const STOP_LIMIT_MS = 10_000;
/** How often connections that have fallen idle are closed meanwhile, in milliseconds. */
const SWEEP_MS = 20;

export interface RunningHub {
  /** Where the hub answers, as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Stops: it says that it is not ready first, and requests under way finish. */
  stop(): Promise<void>;
}

/**
 * A hub that answers. It listens first, and says that it is not ready until it is. Throws when the port is in use
 * (`EADDRINUSE`), when the data folder cannot be used or another hub uses it, or when no network can be composed.
 */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  let handler: RouteHandlerMethod | undefined;
  let http: FastifyInstance | undefined;
  let url: string | undefined;
  let network: NetworkSource | undefined;
  let isDraining = false;
  const started: (() => Promise<unknown>)[] = [];
  const control = createControl(options);
  const keysDir = options.keysDir ?? (options.dataDir && join(options.dataDir, 'keys'));
  const keys = createKeyRing(keysDir);
  const stop = async () => {
    isDraining = true;
    // Whoever sends requests here hears of it by asking, and until then goes on sending.
    if (handler !== undefined) await sleep(options.drainMs ?? 0);
    handler = undefined;
    control.close();
    if (http !== undefined) await closeHttp(http);
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    if (options.dataDir !== undefined) started.push(await lockFolder(options.dataDir));
    const identity = await openIdentity(options.identity, {
      openKey: keys.open,
      signers: control.signers,
      readUrl: () => url,
    });
    http = createHttp({
      log: options.log,
      readHandler: () => handler,
      isDraining: () => isDraining,
      readHealth: () => network?.readHealth?.(),
      identity,
      control,
    });
    const sandbox = openSandbox({
      demo: options.sandbox,
      issueToken: issueForSandbox(identity, options.sandbox),
      readNow: options.readNow,
    });
    sandbox.addTo(http);
    url = await http.listen({ port: options.port, host: options.host });
    const { sign, signAudit } = identity;
    const behind = { ...options, keysDir, keys, url, sign, signAudit, control, sandboxed: sandbox };
    const onNetwork = (opened: NetworkSource) => {
      network = opened;
      sandbox.connect(opened);
    };
    handler = await startAnswering({ ...behind, onNetwork }, (end) => started.push(end));
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
  options: Omit<HubOptions, 'keysDir'> & {
    readonly keysDir: string | undefined;
    readonly keys: KeyRing;
    readonly url: string;
    readonly sign: SignRequest;
    readonly signAudit: SignAuditRequest;
    readonly control: Control;
    readonly sandboxed: Sandbox;
    /** Hears of the network before anything is answered by it. */
    readonly onNetwork: (network: NetworkSource) => void;
  },
  onStop: (end: () => Promise<unknown>) => void,
): Promise<RouteHandlerMethod> {
  const { log, readNow, url, sign, signAudit, control, subgraphHosts, keys } = options;
  const { store, directory, numberKey } = await openDirectory(options, onStop);
  const client = createOperatorClient(sign, {
    ...DEFAULT_CLIENT_OPTIONS,
    addresses: readSubgraphAddresses(subgraphHosts),
    onRefused: (operator, address, reason) =>
      log.error(
        { operator, url: address, reason },
        'an operator is not asked: the hub does not go to its address',
      ),
    ...options.client,
  });
  onStop(() => client.close());
  const network = await openNetwork({ ...options, subgraphHosts, store, directory, client }, onStop);
  options.onNetwork(network);
  const discoverer = createDiscoverer({
    directory,
    misses: createDiscoveryMisses(store, numberKey),
    probe: createProbe(client, () => network.current().snapshot.contract),
    readNetwork: () => network.current().snapshot,
    now: readNow,
    onError: (error) => log.error({ err: error }, 'what was found beside requests cannot be kept'),
  });
  onStop(() => discoverer.close());
  const { gateway, update } = createGateway(network.current(), {
    store: directory,
    dispatcher: {
      client,
      pseudonymKey: await keys.open('pseudonyms.key'),
      ...(directory.continuity && { keep: createAnswerKeeper(directory.continuity.keep) }),
    },
    // Whoever fixes a network fixes what operators are asked, too.
    ...(options.fixed === undefined && { onUnknown: discoverer.onUnknown }),
    log: log.child({ part: 'gateway' }, { level: 'warn' }),
  });
  network.onChange(update);
  const recorder = createOperationRecorder(store, readNow, {
    onError: (error) => log.warn({ err: error }, 'the operations that platforms send cannot be counted'),
  });
  onStop(() => recorder.close());
  const plugins = [createOperationPlugin(recorder), ...options.sandboxed.plugins];
  const apollo = createApollo(gateway, log, plugins);
  await apollo.start();
  onStop(() => apollo.stop());
  const modules = [
    ...network.modules,
    createLegModule({ store, directory, readOperatorsNow: options.readOperatorsNow }),
    createAuditModule(signAudit),
  ];
  await control.open(store, { ...options, modules, confirm: network.confirm });
  keepLegsFor(options, store, onStop);
  await options.introduce?.(url);
  return fastifyApolloHandler(apollo, {
    context: async (request) => openRequestScope(network.current().snapshot, callerOf(request), readNow()),
  });
}

/** Legs are kept as long as it is set, and no longer. */
function keepLegsFor(
  { retentionDays, readNow, log }: Pick<HubOptions, 'retentionDays' | 'readNow' | 'log'>,
  store: Store,
  onStop: (end: () => Promise<unknown>) => void,
): void {
  if (retentionDays === undefined) return;
  const retention = startRetention(store, {
    days: retentionDays,
    readNow,
    onError: (error) => log.error({ err: error }, 'legs that are past retention cannot be deleted'),
    onDeleted: (legs) => log.info({ legs }, 'legs that are past retention are deleted'),
  });
  onStop(() => retention.close());
}

async function openDirectory(
  {
    dataDir,
    databaseUrl,
    log,
    keys,
    keysDir = 'memory',
    replacedKeys = [],
  }: Omit<HubOptions, 'keysDir'> & { readonly keysDir: string | undefined; readonly keys: KeyRing },
  onStop: (end: () => Promise<unknown>) => void,
) {
  const key = await keys.open('tracking-numbers.key');
  // Held to its store with the others, though it is used only later.
  await keys.open('pseudonyms.key');
  const store = await openStore({
    ...(databaseUrl !== undefined && { url: databaseUrl }),
    ...(dataDir !== undefined && { directory: join(dataDir, 'store') }),
    onError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
  });
  onStop(() => store.destroy());
  await holdToKeys(store, keys.opened, { folder: keysDir, replaced: replacedKeys });
  // Until they can be counted, no foreign parcel is found through an agreement that limits them.
  const onError = (error: unknown) =>
    log.error({ err: error }, 'numbers that were not visible cannot be counted');
  const directory = createDirectoryStore(store, key, onError, {
    ...(databaseUrl !== undefined && { patienceMs: SERVER_PATIENCE_MS }),
  });
  onStop(async () => directory.continuity?.close());
  return { store, directory, numberKey: key };
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
