/**
 * Hive Gateway from npm, on node's own HTTP server as its command line runs it, from the same supergraph, with its router
 * runtime: that is the faster of its two, and the default one loses derived fields when two are asked at once. The hub's
 * `directory` and `timeline` are answered by a process of their own, which costs it hops that the others do not have.
 */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Setup, urlOf } from '../network/setup.ts';
import { type ContenderFunctions, serveContender } from './serveContender.ts';

/** A setup with the address under which the process of `hubGraphs.ts` answers. */
export interface HiveSetup extends Setup {
  readonly graphsUrl: string;
}

/** The contender's functions, with its own setup. */
export interface HiveFunctions extends Omit<ContenderFunctions, 'start'> {
  start(setup: HiveSetup): Promise<string>;
}

interface GatewayModule {
  createGatewayRuntime(config: Readonly<Record<string, unknown>>): RequestListener;
}

interface RuntimeModule {
  readonly unifiedGraphHandler: unknown;
}

// The packages are there only after the benchmark has installed them, so their types are not relied on.
const GATEWAY: string = '@graphql-hive/gateway';
const RUNTIME: string = '@graphql-hive/router-runtime';

serveContender(async (setup) => {
  const { graphsUrl } = setup as HiveSetup;
  const { createGatewayRuntime } = (await import(GATEWAY)) as GatewayModule;
  const { unifiedGraphHandler } = (await import(RUNTIME)) as RuntimeModule;
  const runtime = createGatewayRuntime({
    supergraph: setup.supergraphSdl
      .replace('"role://courier"', JSON.stringify(urlOf(setup, 'sf-express')))
      .replace('"role://locker"', JSON.stringify(urlOf(setup, 'hive-box')))
      .replace('"hub://directory"', JSON.stringify(`${graphsUrl}/directory`))
      .replace('"hub://timeline"', JSON.stringify(`${graphsUrl}/timeline`)),
    unifiedGraphHandler,
    logging: false,
    landingPage: false,
    graphiql: false,
  });
  const server = createServer(runtime);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
