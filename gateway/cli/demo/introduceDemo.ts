/**
 * Brings the demo's operators and agreements into the hub as any participant would: with the `hub` command and their own keys.
 * Invariant: what is there already is left as it is, so a suspension that somebody declared outlives the next start.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT } from '../hub/terminal.ts';
import { commandHub } from './commandHub.ts';
import { readDemoAgreements } from './readDemoAgreements.ts';
import type { ListeningOperator } from './startOperators.ts';

export interface DemoPlaces {
  readonly dataDir: string;
  /** Where the demo's data are. */
  readonly folder: string;
  /** Where the hub answers. */
  readonly hubUrl: string;
}

/** Publishes every operator's subgraph at its address of today, and signs the agreements that nobody has offered yet. */
export async function introduceDemo(
  operators: readonly ListeningOperator[],
  places: DemoPlaces,
): Promise<void> {
  for (const operator of operators) await publish(operator, places);
  const known = await listPairs(places);
  for (const { file } of readDemoAgreements()) {
    const [, operator = '', platform = ''] = /([^/]+)--([^/]+)\.graphql$/.exec(file) ?? [];
    if (known.has(`${operator}--${platform}`)) continue;
    const subgraph = ['--subgraph', sdlFile(operator, places)];
    await run(['agreement', 'offer', file, '--profile', operator], places);
    await run(['agreement', 'sign', operator, '--version', '1', '--profile', platform, ...subgraph], places);
  }
}

async function publish({ code, url, sdl, numberPatterns }: ListeningOperator, places: DemoPlaces) {
  const file = sdlFile(code, places);
  await mkdir(join(places.folder, 'sdl'), { recursive: true });
  await writeFile(file, sdl);
  const patterns = numberPatterns.flatMap(({ format, pattern }) => ['--pattern', `${format}=${pattern}`]);
  await run(['subgraph', 'publish', file, '--url', url, '--profile', code, ...patterns], places);
}

function sdlFile(operator: string, { folder }: DemoPlaces): string {
  return join(folder, 'sdl', `${operator}.graphql`);
}

/** The pairs that have records; a mediator is told of all. */
async function listPairs(places: DemoPlaces): Promise<ReadonlySet<string>> {
  const listed = await run(
    ['agreement', 'list', '--profile', 'state-post-bureau', '--format', 'json'],
    places,
  );
  const agreements = JSON.parse(listed) as readonly { readonly pair: string }[];
  return new Set(agreements.map(({ pair }) => pair));
}

/** Runs a command; what it says of a failure is thrown. */
async function run(args: readonly string[], places: DemoPlaces): Promise<string> {
  const { exitCode, out, err } = await commandHub(args, places);
  if (exitCode !== EXIT.fine) throw new Error(`hub ${args.join(' ')}: ${err.trim() || out.trim()}`);
  return out;
}
