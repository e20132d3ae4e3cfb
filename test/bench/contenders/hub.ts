/** The hub, as `npm start` runs it, with its store in memory: tokens are verified, agreements decide every field. */
import { pino } from 'pino';
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';
import { LOOPBACK_HOSTS } from '../../../gateway/base/subgraphAddresses.ts';
import { readDemoAgreements } from '../../../gateway/cli/demo/readDemoAgreements.ts';
import { ensureParticipants } from '../../../gateway/registry/participants/ensureParticipants.ts';
import { startHub } from '../../../gateway/server/startHub.ts';
import { testRegistration } from '../../support/controlAs.ts';
import { CALLER, fillDirectory } from '../network/setup.ts';
import { serveContender } from './serveContender.ts';

serveContender(async (setup) => {
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    fixed: {
      listOperators: async () => setup.operators,
      agreements: readDemoAgreements().map(shareWithAnybody),
    },
    subgraphHosts: LOOPBACK_HOSTS,
    prepare: async (store, directory) => {
      await ensureParticipants(store, [testRegistration(CALLER.platform, 'platform')], setup.now);
      await fillDirectory(setup, directory);
    },
    identity: { kind: 'participants' },
    readNow: () => setup.now,
    log: pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true })),
  });
  return `${hub.url}/graphql`;
});

/**
 * The demo's agreements, with what they share of own parcels shared of all: the parcels that are asked for belong to several
 * platforms, and every contender must give the same answer.
 */
function shareWithAnybody({ file, text }: AgreementFile): AgreementFile {
  return { file, text: text.replaceAll(/@share(?![("])/g, '@share(parcels: [OWN, FOREIGN])') };
}
