/** The demo network: seeded data, five operators as processes of their own, and a hub over them. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import network from '../../../schema/demo/network.json' with { type: 'json' };
import { LOOPBACK_HOSTS } from '../../base/subgraphAddresses.ts';
import type { KnownOperator } from '../../server/hubOptions.ts';
import type { IdentityOptions } from '../../server/openIdentity.ts';
import { readMark, writeMark } from '../../store/marks.ts';
import { DEFAULT_URL } from '../hub/askHub.ts';
import { readAdministratorKey } from '../readAdministratorKey.ts';
import { readIdentity } from '../readIdentity.ts';
import { DEFAULT_DATA_DIR, readSettings } from '../readSettings.ts';
import type { Screen } from '../screen.ts';
import { createDemoSandbox } from './createDemoSandbox.ts';
import { createDemoClock } from './demoClock.ts';
import { introduceDemo } from './introduceDemo.ts';
import { readDemoAgreements } from './readDemoAgreements.ts';
import { announceDemo, type DemoManifest, seedDemo } from './seedDemo.ts';
import { seedParticipants } from './seedParticipants.ts';
import { checkPorts, type DemoOperator, type RunningOperators, startOperators } from './startOperators.ts';

/** Prints a token, with the key of a platform of the demo. */
const TOKEN_COMMAND = 'npx hub token --platform cainiao --purpose ORDER_STATUS';

/** The mark in the store that says which demo data the directory holds. */
const MARK = 'demo-data';

export interface RunningDemo {
  readonly url: string;
  readonly manifest: DemoManifest;
  /** Calls back with a sentence whenever an operator ends. */
  onOperatorEnd(listener: (sentence: string) => void): void;
  stop(): Promise<void>;
}

/** Starts everything and says so on the screen. Throws with a sentence when a part does not come up. */
export async function startDemo(env: NodeJS.ProcessEnv, screen: Screen): Promise<RunningDemo> {
  const known = network.operators as readonly DemoOperator[];
  checkPorts(known, env);
  const settings = readSettings(env);
  const identity = readIdentity(env);
  const agreements = readDemoAgreements();
  const dataDir = resolve(settings.dataDir);
  const folder = join(dataDir, 'demo');
  screen.line(`tracking hub: starting the demo network, data in ${dataDir}`);
  const clock = createDemoClock();
  let manifest: DemoManifest | undefined;
  let running: RunningOperators | undefined;
  const stopOperators = async () => {
    await Promise.all([...(running?.processes.values() ?? [])].map((process) => process.stop()));
  };
  // The log goes to stderr, so that what is shown for people on stdout stays readable.
  const log = pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: true }));
  try {
    // To load the hub takes seconds; what is wrong with the settings was said before.
    const { startHub } = await import('../../server/startHub.ts');
    const hub = await startHub({
      port: settings.port,
      host: settings.host,
      dataDir,
      ...(settings.databaseUrl !== undefined && { databaseUrl: settings.databaseUrl }),
      subgraphHosts: LOOPBACK_HOSTS,
      rehearses: true,
      identity,
      ...(identity.kind === 'participants' && {
        sandbox: createDemoSandbox(agreements, () => manifest, dataDir),
      }),
      readNow: clock.readNow,
      // An operator that somebody writes beside the demo lives today.
      readOperatorsNow: Date.now,
      ...(env['HUB_ADMINISTRATOR_KEY'] && { administratorKey: readAdministratorKey(env, process.cwd()) }),
      log,
      async prepare(store, directory, hubUrl) {
        await mkdir(folder, { recursive: true });
        manifest = await seedDemo(folder, screen);
        await clock.begin(Date.parse(manifest.anchor), store);
        screen.line('starting five operators');
        running = await startOperators(known, { folder, hubUrl, env });
        await seedParticipants(store, { dataDir, hubUrl, now: clock.readNow() });
        const wanted = `${manifest?.version} ${manifest?.seed} ${manifest?.legs}`;
        if ((await readMark(store, MARK)) === wanted) return;
        await announceDemo(folder, directory, manifest?.legs ?? 0, screen);
        await writeMark(store, MARK, wanted);
      },
      async introduce(hubUrl) {
        screen.line('publishing their subgraphs and signing their agreements');
        await introduceDemo(running?.operators ?? [], { dataDir, folder, hubUrl });
        clock.reachAnchor();
      },
    });
    if (manifest === undefined || running === undefined) throw new Error('the demo has no data');
    greet(screen, {
      url: hub.url,
      dataDir: settings.dataDir,
      identity,
      manifest,
      operators: running.operators,
      now: clock.readNow(),
    });
    const stop = async () => {
      await hub.stop();
      await stopOperators();
    };
    return { url: hub.url, manifest, onOperatorEnd: running.onEnd, stop };
  } catch (error) {
    await stopOperators();
    throw error;
  }
}

interface Greeting {
  readonly url: string;
  /** As it is set. */
  readonly dataDir: string;
  readonly identity: IdentityOptions;
  readonly manifest: DemoManifest;
  readonly operators: readonly KnownOperator[];
  /** By the demo's clock. */
  readonly now: number;
}

function greet(screen: Screen, { url, dataDir, identity, manifest, operators, now }: Greeting): void {
  const token = identity.kind === 'issuer' ? 'echo $TOKEN' : writeTokenCommand(url, dataDir);
  const { trackingNumber } = manifest.stories['two-couriers-and-a-locker'] ?? { trackingNumber: '' };
  const body = JSON.stringify({
    query: `{ parcel(trackingNumber: "${trackingNumber}") { status legs { operator { name } waybill status } events { occurredAt status } } }`,
  });
  for (const text of [
    '',
    `  hub        ${url}/graphql`,
    `  sandbox    ${url}/sandbox`,
    ...operators.map(({ code, url: operatorUrl }) => `  ${code.padEnd(10)} ${operatorUrl}`),
    '',
    `  ${manifest.parcels.toLocaleString('en')} parcels, ${manifest.legs.toLocaleString('en')} legs; the demo's clock says ${new Date(now).toISOString().slice(0, 16)}Z`,
    identity.kind === 'issuer'
      ? `  tokens come from ${identity.issuer}`
      : `  the keys of all who take part are in ${dataDir}/profiles: never run this with real data`,
    '',
    'try this in another terminal:',
    '',
    `  curl -s ${url}/graphql -H "authorization: Bearer $(${token})" -H 'content-type: application/json' -d '${body}'`,
    '',
    'Ctrl-C stops the hub and its operators',
  ]) {
    screen.line(text);
  }
}

/** The command looks for profiles beside the hub's data, and asks port 4000, unless it is told otherwise. */
function writeTokenCommand(url: string, dataDir: string): string {
  const where = dataDir === DEFAULT_DATA_DIR ? '' : `HUB_DATA_DIR=${dataDir} `;
  return `${where}${url === DEFAULT_URL ? '' : `HUB_URL=${url} `}${TOKEN_COMMAND}`;
}
