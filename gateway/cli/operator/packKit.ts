/**
 * Packs the operators' kit, with the contract it is built on, into a tarball that npm installs from a file (decision 0013).
 * Invariant: the kit's dependencies are the hub's own, at the same versions.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EXIT, Refusal } from '../hub/terminal.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What the kit is made of; example and generator belong to this repository. */
const PARTS = [
  'subgraphs/kit',
  'schema/network',
  'schema/network.ts',
  'schema/privacy',
  'schema/privacy.ts',
] as const;
const LEFT_OUT = /\/kit\/(example|generateContract|records)\.ts$/;

/** What the kit imports. */
export const KIT_DEPENDENCIES = [
  '@apollo/server',
  '@apollo/subgraph',
  '@as-integrations/fastify',
  'dataloader',
  'fastify',
  'graphql',
  'jose',
  'lru-cache',
  'pino',
] as const;

interface HubPackage {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

/** The hub's own `package.json`. */
export function readHubPackage(): HubPackage {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as HubPackage;
}

/** The file name of the kit's tarball. */
export function kitFileName({ version }: HubPackage): string {
  return `tracking-hub-kit-${version}.tgz`;
}

/** Writes the tarball into a folder, which exists. Throws a `Refusal` when npm cannot be run. */
export async function packKit(folder: string): Promise<void> {
  const hub = readHubPackage();
  const staging = mkdtempSync(join(tmpdir(), 'tracking-hub-kit-'));
  try {
    mkdirSync(join(staging, 'subgraphs'));
    mkdirSync(join(staging, 'schema'));
    for (const part of PARTS) {
      cpSync(join(ROOT, part), join(staging, part), {
        recursive: true,
        filter: (path) => !LEFT_OUT.test(path),
      });
    }
    writeFileSync(join(staging, 'package.json'), `${JSON.stringify(describeKit(hub), null, 2)}\n`);
    const options = [
      '--pack-destination',
      folder,
      '--ignore-scripts',
      '--no-update-notifier',
      '--loglevel=error',
    ];
    await promisify(execFile)('npm', ['pack', ...options], { cwd: staging });
  } catch (error) {
    const [sentence] = String(error instanceof Error ? error.message : error).split('\n');
    throw new Refusal(`the operators' kit cannot be packed with \`npm pack\`: ${sentence}`, EXIT.problems);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function describeKit({ version, dependencies }: HubPackage): object {
  return {
    name: 'tracking-hub-kit',
    version,
    description: 'What an operator builds its subgraph of the tracking hub with',
    license: 'MIT',
    type: 'module',
    engines: { node: '>=20.19' },
    exports: { '.': './subgraphs/kit/index.ts', './codeTable': './subgraphs/kit/codeTable.ts' },
    dependencies: Object.fromEntries(KIT_DEPENDENCIES.map((name) => [name, dependencies[name]])),
  };
}
