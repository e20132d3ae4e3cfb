/**
 * `hub serve`: runs one hub until it is told to stop, on the network that participants made and make: operators publish and
 * parties sign while it runs. What is wrong with its settings is said before anything is started.
 */
import { resolve } from 'node:path';
import { pino } from 'pino';
import type { HubOptions } from '../../server/hubOptions.ts';
import { startHub } from '../../server/startHub.ts';
import { explainFailure } from '../explainFailure.ts';
import { EXIT, type ExitCode, Refusal, type Terminal } from '../hub/terminal.ts';
import { readAdministratorKey } from '../readAdministratorKey.ts';
import { readIdentity } from '../readIdentity.ts';
import { BadSetting, readSettings } from '../readSettings.ts';
import { mergeSettings } from './mergeSettings.ts';
import { readConfig } from './readConfig.ts';

/** Runs a hub. Resolves when it has stopped; throws a `Refusal` when it does not start. */
export async function serve(terminal: Terminal, { config }: { readonly config?: string }): Promise<ExitCode> {
  const options = readOptions(terminal, config);
  const stopping = waitForSignal();
  try {
    const hub = await startHub(options);
    terminal.out.write(`tracking hub: answering at ${hub.url}/graphql, stop it with SIGTERM\n`);
    await stopping;
    terminal.out.write('tracking hub: stopping; requests under way finish\n');
    await hub.stop();
    return EXIT.fine;
  } catch (error) {
    throw new Refusal(explainFailure(error, 'hub serve'), EXIT.problems);
  }
}

/** The first signal asks to stop; the second does not wait. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isStopping) process.exit(1);
        isStopping = true;
        resolve();
      });
    }
  });
}

function readOptions({ env, cwd }: Terminal, config: string | undefined): HubOptions {
  try {
    const merged = mergeSettings(env, config === undefined ? undefined : readConfig(cwd, config));
    const settings = readSettings(merged);
    return {
      port: settings.port,
      host: settings.host,
      dataDir: resolve(cwd, settings.dataDir),
      ...(settings.databaseUrl !== undefined && { databaseUrl: settings.databaseUrl }),
      ...(settings.subgraphHosts !== undefined && { subgraphHosts: settings.subgraphHosts }),
      identity: readIdentity(merged),
      ...(merged['HUB_ADMINISTRATOR_KEY'] && { administratorKey: readAdministratorKey(merged, cwd) }),
      readNow: Date.now,
      log: pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: true })),
    };
  } catch (error) {
    if (error instanceof BadSetting) throw new Refusal(error.message);
    throw error;
  }
}
