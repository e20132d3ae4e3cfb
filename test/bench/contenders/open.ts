/** The hub with nothing to decide: no tokens, every field allowed. What tokens and agreements cost is told by it. */
import { pino } from 'pino';
import { allowEverything } from '../../../gateway/agreements/decision.ts';
import { LOOPBACK_HOSTS } from '../../../gateway/base/subgraphAddresses.ts';
import { startHub } from '../../../gateway/server/startHub.ts';
import { CALLER, fillDirectory } from '../network/setup.ts';
import { serveContender } from './serveContender.ts';

serveContender(async (setup) => {
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    fixed: { listOperators: async () => setup.operators, agreements: allowEverything },
    subgraphHosts: LOOPBACK_HOSTS,
    prepare: (_, directory) => fillDirectory(setup, directory),
    identity: { kind: 'fixed', caller: CALLER },
    readNow: () => setup.now,
    log: pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true })),
  });
  return `${hub.url}/graphql`;
});
