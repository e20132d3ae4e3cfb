/**
 * Installs Hive Gateway, from the lock file of this folder, when it is not there. It is half a gigabyte that only the
 * benchmark needs, so it is no dependency of the hub.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Screen } from '../../../gateway/cli/screen.ts';

const FOLDER = new URL('../', import.meta.url);
const PACKAGES = ['@graphql-hive/gateway', '@graphql-hive/router-runtime'];
/** The first line of npm's trouble that is a sentence: before it come codes and addresses. */
const SENTENCE = /^npm error (?!(?:code|errno|syscall|address|port|type|network) )(.+)$/m;

const SAY_SO_EVERY_MS = 10_000;

/** Undefined when it is installed, else a sentence that says why it is not. */
export async function installHive(screen: Screen): Promise<string | undefined> {
  if (await isInstalled()) return undefined;
  screen.line('installing Hive Gateway, about 500 MB, for the benchmark alone');
  const startedAt = Date.now();
  const timer = setInterval(
    () => screen.line(`  still installing, ${Math.round((Date.now() - startedAt) / 1000)} s`),
    SAY_SO_EVERY_MS,
  );
  const failure = await runNpm(['ci', '--no-fund', '--no-audit', '--loglevel=error', '--fetch-retries=1']);
  clearInterval(timer);
  if (failure === undefined && (await isInstalled())) return undefined;
  return `Hive Gateway cannot be installed and is left out: ${failure ?? 'npm installed another version'}`;
}

/** True when the versions that the lock file names are there. */
async function isInstalled(): Promise<boolean> {
  const lock = (await readJson('package-lock.json')) as {
    packages?: Record<string, { version?: string }>;
  };
  for (const name of PACKAGES) {
    const path = `node_modules/${name}`;
    const { version } = await readJson(`${path}/package.json`);
    if (version === undefined || version !== lock.packages?.[path]?.version) return false;
  }
  return true;
}

async function readJson(path: string): Promise<{ readonly version?: string }> {
  try {
    return JSON.parse(await readFile(new URL(path, FOLDER), 'utf8'));
  } catch {
    return {};
  }
}

/** Undefined when npm ended well, else the last thing it said. */
function runNpm(args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const npm = spawn('npm', args, { cwd: fileURLToPath(FOLDER), stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    npm.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    npm.on('error', (error) => resolve(`npm could not be started: ${error.message}`));
    npm.on('close', (code) => {
      const said = stderr.match(SENTENCE)?.[1];
      resolve(code === 0 ? undefined : (said ?? `npm ended with code ${code}`));
    });
  });
}
