/** The comparison from beginning to end: network, contenders, the proof that they agree, then rounds or profiles. */
import { dirname } from 'node:path';
import type { Screen } from '../../../gateway/cli/screen.ts';
import { installHive } from '../contenders/installHive.ts';
import { type Contender, startContender } from '../contenders/startContenders.ts';
import type { LoadFunctions } from '../load/generator.ts';
import { startNetwork } from '../network/startNetwork.ts';
import type { BenchOptions } from '../options.ts';
import { startChild } from '../process/startChild.ts';
import { profileContender } from '../profile/profileContender.ts';
import { type BenchQuery, queryNamed } from '../queries.ts';
import { type Comparison, compare } from '../report/reportComparison.ts';
import { measure } from './measure.ts';
import type { MeasuredNetwork } from './runRound.ts';
import { verifyAnswers } from './verifyAnswers.ts';

export interface ComparisonResult {
  readonly comparisons: readonly Comparison[];
  /** What the reader of the figures has to know besides. */
  readonly notes: readonly string[];
}

/** Enough to keep the contender busy; more would only wait, and tell of the queue instead of the contender. */
const CONCURRENCY = 16;
const CONCURRENCY_OF_MANY = 4;

/** Runs it; whatever it starts is handed to `onEnd`. */
export async function runComparison(
  options: BenchOptions,
  screen: Screen,
  onEnd: (end: () => Promise<unknown>) => void,
): Promise<ComparisonResult> {
  const notes: string[] = [];
  const names = [...options.only];
  if (names.includes('hive')) {
    const trouble = await installHive(screen);
    if (trouble !== undefined) {
      names.splice(names.indexOf('hive'), 1);
      notes.push(trouble);
      screen.line(trouble);
    }
  }
  if (names.length === 0) return { comparisons: [], notes };
  const network = await startNetwork(screen, options.data);
  onEnd(network.stop);
  const contenders: Contender[] = [];
  for (const name of names) {
    screen.line(`starting ${name}`);
    const contender = await startContender(name, network);
    onEnd(contender.stop);
    contenders.push(contender);
  }
  const load = startChild<LoadFunctions>({
    name: 'load',
    core: 'shared',
    module: new URL('../load/generator.ts', import.meta.url),
  });
  onEnd(load.stop);
  const queries = (options.profile === undefined ? options.queries : [options.profile]).map(queryNamed);
  for (const query of queries) await verifyAnswers(query, contenders, network.numbers);
  screen.line(`${names.join(', ')}: the same answers to ${queries.map(({ name }) => name).join(', ')}`);
  const measured = { contenders, operators: network.operators, load, numbers: network.numbers };
  if (options.profile === undefined) {
    return { comparisons: await measureAll(queries, measured, options, screen), notes };
  }
  for (const query of queries) {
    for (const contender of contenders) {
      const concurrency = concurrencyOf(query, options);
      const folder = dirname(options.json);
      const lines = await profileContender(query, contender, measured, { ...options, concurrency, folder });
      screen.line(`\n${lines.join('\n')}`);
    }
  }
  return { comparisons: [], notes };
}

async function measureAll(
  queries: readonly BenchQuery[],
  network: MeasuredNetwork,
  options: BenchOptions,
  screen: Screen,
): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const query of queries) {
    const concurrency = concurrencyOf(query, options);
    const measured = await measure(query, network, { ...options, concurrency }, (done) =>
      screen.progress(`measuring ${query.name}`, done),
    );
    comparisons.push(compare(query, concurrency, measured));
  }
  return comparisons;
}

function concurrencyOf({ parcels }: BenchQuery, { concurrency }: BenchOptions): number {
  return concurrency ?? (parcels === 1 ? CONCURRENCY : CONCURRENCY_OF_MANY);
}
