/** The demo network: seeded data, five operators as processes of their own, and a hub over them. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import network from '../../../schema/demo/network.json' with { type: 'json' };
import type { KnownOperator } from '../../server/hubOptions.ts';
import type { IdentityOptions } from '../../server/openIdentity.ts';
import { startHub } from '../../server/startHub.ts';
import { readMark, writeMark } from '../../store/marks.ts';
import { DEFAULT_URL } from '../hub/askHub.ts';
import { readIdentity } from '../readIdentity.ts';
import { readSettings } from '../readSettings.ts';
import type { Screen } from '../screen.ts';
import { createDemoSandbox } from './createDemoSandbox.ts';
import { readDemoAgreements } from './readDemoAgreements.ts';
import { announceDemo, type DemoManifest, seedDemo } from './seedDemo.ts';
import { checkPorts, type DemoOperator, type RunningOperators, startOperators } from './startOperators.ts';

/** Prints a token of the demo's issuer. */
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
  const startedAt = Date.now();
  let manifest: DemoManifest | undefined;
  let running: RunningOperators | undefined;
  const stopOperators = async () => {
    await Promise.all([...(running?.processes.values() ?? [])].map((process) => process.stop()));
  };
  // The log goes to stderr, so that what is shown for people on stdout stays readable.
  const log = pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: true }));
  try {
    const hub = await startHub({
      port: settings.port,
      host: settings.host,
      dataDir,
      ...(settings.databaseUrl !== undefined && { databaseUrl: settings.databaseUrl }),
      agreements,
      identity,
      ...(identity.kind === 'demo' && { sandbox: createDemoSandbox(agreements, () => manifest) }),
      // The demo's data stand still at their anchor, so the demo's clock starts there: parcels stay as fresh as told.
      readNow: () => Date.parse(manifest?.anchor ?? '') + (Date.now() - startedAt),
      log,
      async listOperators({ url: hubUrl }) {
        await mkdir(folder, { recursive: true });
        manifest = await seedDemo(folder, screen);
        screen.line('starting five operators and composing the network');
        running = await startOperators(known, {
          folder,
          hubUrl,
          env,
        });
        return running.operators;
      },
      async prepare(store, directory) {
        const wanted = `${manifest?.version} ${manifest?.seed} ${manifest?.legs}`;
        if ((await readMark(store, MARK)) === wanted) return;
        await announceDemo(folder, directory, manifest?.legs ?? 0, screen);
        await writeMark(store, MARK, wanted);
      },
    });
    if (manifest === undefined || running === undefined) throw new Error('the demo has no data');
    greet(screen, { url: hub.url, identity, manifest, operators: running.operators });
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
  readonly identity: IdentityOptions;
  readonly manifest: DemoManifest;
  readonly operators: readonly KnownOperator[];
}

function greet(screen: Screen, { url, identity, manifest, operators }: Greeting): void {
  const token = identity.kind === 'issuer' ? 'echo $TOKEN' : writeTokenCommand(url);
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
    `  ${manifest.parcels.toLocaleString('en')} parcels, ${manifest.legs.toLocaleString('en')} legs; the demo's clock began at ${manifest.anchor}`,
    identity.kind === 'issuer'
      ? `  tokens come from ${identity.issuer}`
      : '  whoever asks gets a token for any platform: never run this with real data',
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

/** The command asks port 4000 unless it is told another address. */
function writeTokenCommand(url: string): string {
  return url === DEFAULT_URL ? TOKEN_COMMAND : `HUB_URL=${url} ${TOKEN_COMMAND}`;
}
