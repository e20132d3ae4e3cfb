/**
 * A hub as a process of its own, for tests that kill it: `node --import tsx hubProcess.ts SETTINGS`, a JSON object. It prints one
 * line of JSON when it answers: its address, and what the store held before it changed anything. It ends when stdin does, so that
 * nothing is left of a test that was stopped.
 */
import { pino } from 'pino';
import { LOOPBACK_HOSTS } from '../../../gateway/base/subgraphAddresses.ts';
import { startHub } from '../../../gateway/server/startHub.ts';
import { testKey } from '../../support/controlAs.ts';
import { prepareLive } from '../liveHubs.ts';
import { type Inventory, takeInventory } from './takeInventory.ts';

export interface HubSettings {
  readonly dataDir: string;
  /** A PostgreSQL server; the embedded database of the data folder without one. */
  readonly databaseUrl?: string | undefined;
  /** Whether the pair and the parcel of `liveHubs` are put into the store. */
  readonly isLive?: boolean;
  readonly logLevel?: string | undefined;
}

/** What is printed. */
export interface HubReady {
  readonly url: string;
  readonly inventory: Inventory;
}

const {
  dataDir,
  databaseUrl,
  isLive,
  logLevel = 'silent',
}: HubSettings = JSON.parse(process.argv[2] ?? '{}');
let inventory: Inventory | undefined;
const hub = await startHub({
  port: 0,
  host: '127.0.0.1',
  dataDir,
  ...(databaseUrl !== undefined && { databaseUrl }),
  subgraphHosts: LOOPBACK_HOSTS,
  administratorKey: testKey('administrator').publicKey,
  identity: { kind: 'participants' },
  readNow: Date.now,
  log: pino({ level: logLevel }, pino.destination({ dest: 2, sync: true })),
  async prepare(store, directory) {
    if (isLive) await prepareLive(store, directory);
    inventory = await takeInventory(store);
  },
});
process.stdin.on('end', () => process.exit(0)).resume();
process.on('SIGTERM', () => void hub.stop().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ url: hub.url, inventory })}\n`);
