/**
 * The hub of the 2017 story, a process of its own: as any hub, but for its clock, which stands until whoever started it moves it.
 * `hubProcess.ts FOLDER TIME`; tells its parent `{ listening: url }`, `{ answering: url }`, and `{ time }` each time it was sent
 * `{ moveTo: time }`.
 */
import '../../../base/runtimeSettings.ts';
import { pino } from 'pino';
import { LOOPBACK_HOSTS } from '../../../base/subgraphAddresses.ts';
import { startHub } from '../../../server/startHub.ts';
import { explainFailure } from '../../explainFailure.ts';
import { readSettings } from '../../readSettings.ts';
import { seedParticipants } from '../seedParticipants.ts';

const [dataDir = '', time = ''] = process.argv.slice(2);
let now = Number(time);

process.on('message', (message) => {
  const { moveTo } = message as { moveTo?: unknown };
  if (typeof moveTo !== 'number') return;
  now = moveTo;
  process.send?.({ time: now });
});

try {
  const { databaseUrl, logLevel } = readSettings(process.env);
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    ...(databaseUrl !== undefined && { databaseUrl }),
    subgraphHosts: LOOPBACK_HOSTS,
    identity: { kind: 'participants' },
    readNow: () => now,
    log: pino({ level: logLevel }, pino.destination({ dest: 2, sync: true })),
    async prepare(store, _, hubUrl) {
      await seedParticipants(store, { dataDir, hubUrl, now });
      // From now on operators can fetch its keys.
      process.send?.({ listening: hubUrl });
    },
  });
  const end = async () => {
    await hub.stop();
    process.exit(0);
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => void end());
  if (!process.connected) await end();
  process.send?.({ answering: hub.url });
} catch (error) {
  process.stderr.write(`${explainFailure(error, 'npm run demo:2017')}\n`);
  process.exit(1);
}
