/** Profiles one contender under one query and says where its main thread spends the time. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contender } from '../contenders/startContenders.ts';
import type { LoadFunctions } from '../load/generator.ts';
import type { Child } from '../process/startChild.ts';
import type { BenchQuery } from '../queries.ts';
import type { ProfileEntry } from './summarizeProfile.ts';

export interface ProfileOptions {
  readonly concurrency: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly seed: number;
  /** Where the profile is written. */
  readonly folder: string;
}

const SHOWN_PACKAGES = 20;
const SHOWN_FUNCTIONS = 40;

/** The lines to show. */
export async function profileContender(
  query: BenchQuery,
  { name, url, readHeaders, child }: Contender,
  { load, numbers }: { readonly load: Child<LoadFunctions>; readonly numbers: readonly string[] },
  { concurrency, warmUpSeconds, seconds, seed, folder }: ProfileOptions,
): Promise<readonly string[]> {
  const order = { url, headers: await readHeaders(), query: query.name, numbers, concurrency, seed };
  await load.call('run', { ...order, milliseconds: warmUpSeconds * 1000 });
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}-${query.name}.cpuprofile`);
  await child.call('startProfile', null);
  const { requests } = await load.call('run', { ...order, milliseconds: seconds * 1000 });
  const { busyShare, packages, functions } = await child.call('stopProfile', file);
  return [
    `${name}, ${query.name}: ${requests} requests, main thread busy ${Math.round(busyShare * 100)} % of the time; ${file}`,
    '  self time by package, of the busy time',
    ...packages.slice(0, SHOWN_PACKAGES).map(printEntry),
    '  self time by function',
    ...functions.slice(0, SHOWN_FUNCTIONS).map(printEntry),
  ];
}

function printEntry({ name, share }: ProfileEntry): string {
  return `    ${(share * 100).toFixed(1).padStart(5)} %  ${name}`;
}
