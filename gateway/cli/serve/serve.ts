/**
 * `hub serve`: runs one hub until it is told to stop. What is wrong with its settings, operators or agreements is said before
 * anything is started.
 */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { pino } from 'pino';
import { checkAgreements } from '../../agreements/read/checkAgreements.ts';
import { isError } from '../../base/problem.ts';
import type { HubOptions } from '../../server/hubOptions.ts';
import { startHub } from '../../server/startHub.ts';
import { explainFailure } from '../explainFailure.ts';
import { readContract, readFiles } from '../hub/readFiles.ts';
import { refuseErrors } from '../hub/refuseErrors.ts';
import { EXIT, type ExitCode, Refusal, type Terminal } from '../hub/terminal.ts';
import { readAdministratorKey } from '../readAdministratorKey.ts';
import { readIdentity } from '../readIdentity.ts';
import { BadSetting, readSettings } from '../readSettings.ts';
import { isPath, mergeSettings, SETTINGS } from './mergeSettings.ts';
import { readOperators } from './readOperators.ts';

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
    throw new Refusal(explainFailure(error), EXIT.problems);
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

function readOptions(terminal: Terminal, config: string | undefined): HubOptions {
  try {
    const env = mergeSettings(terminal.env, config === undefined ? undefined : readConfig(terminal, config));
    const settings = readSettings(env);
    const identity = readIdentity(env);
    const path = (name: 'operators' | 'agreements', what: string): string => {
      const value = env[SETTINGS[name]];
      if (value !== undefined) return value;
      throw new BadSetting(`${SETTINGS[name]} is not set; it names ${what}`);
    };
    const listed = readJson(terminal, path('operators', 'a JSON file of the operators on the network'));
    const operators = readOperators(listed.name, listed.settings);
    return {
      port: settings.port,
      host: settings.host,
      dataDir: resolve(terminal.cwd, settings.dataDir),
      ...(settings.databaseUrl !== undefined && { databaseUrl: settings.databaseUrl }),
      ...(settings.subgraphHosts !== undefined && { subgraphHosts: settings.subgraphHosts }),
      identity,
      ...(env['HUB_ADMINISTRATOR_KEY'] && { administratorKey: readAdministratorKey(env, terminal.cwd) }),
      fixed: {
        listOperators: async () => operators,
        agreements: readAgreements(terminal, path('agreements', 'a folder of agreements, or one of them')),
      },
      readNow: Date.now,
      log: pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: true })),
    };
  } catch (error) {
    if (error instanceof BadSetting) throw new Refusal(error.message);
    throw error;
  }
}

/** Agreements with errors are refused as a whole: a hub that left some out would disclose something else than was agreed. */
function readAgreements(terminal: Terminal, path: string) {
  const files = readFiles(terminal, [path]);
  const { problems } = checkAgreements(files, readContract(terminal));
  if (!problems.some(isError)) return files;
  return refuseErrors(terminal, problems, 'agreements with errors are not served; mend them first');
}

/** The settings of a file, its paths from the file's folder. */
function readConfig(
  terminal: Terminal,
  config: string,
): { readonly name: string; readonly settings: unknown } {
  const { name, settings } = readJson(terminal, config);
  if (typeof settings !== 'object' || settings === null) return { name, settings };
  const folder = dirname(resolve(terminal.cwd, config));
  const found = Object.entries(settings).map(([key, value]) =>
    typeof value === 'string' && isPath(key, value)
      ? [key, relative(terminal.cwd, resolve(folder, value)) || '.']
      : [key, value],
  );
  return { name, settings: Array.isArray(settings) ? settings : Object.fromEntries(found) };
}

function readJson({ cwd }: Terminal, path: string): { readonly name: string; readonly settings: unknown } {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new BadSetting(isMissing ? `there is no file \`${path}\`` : `\`${path}\` cannot be read`);
  }
  try {
    return { name: path, settings: JSON.parse(text) };
  } catch (error) {
    // V8 quotes what it stumbled over, which may be a password.
    const place = /position \d+( \(line \d+ column \d+\))?/.exec((error as Error).message)?.[0];
    throw new BadSetting(`\`${path}\` is no JSON${place === undefined ? '' : `, at ${place}`}`);
  }
}
