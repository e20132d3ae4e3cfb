/** Measures how long operators of networks of several sizes wait to publish, one size after the other. */
import type { Screen } from '../../../gateway/cli/screen.ts';
import type { BenchOptions } from '../options.ts';
import { startChild } from '../process/startChild.ts';
import type { PublishFigures } from './measurePublish.ts';
import type { PublishFunctions } from './publishProcess.ts';

/** With each of which every operator has an agreement. */
const PLATFORMS = 2;
/** Publications of each kind. */
const ROUNDS = 10;

/** The figures, in the order of the sizes. */
export async function runPublish(
  { publish, seed }: BenchOptions,
  screen: Screen,
  onEnd: (end: () => Promise<unknown>) => void,
): Promise<readonly PublishFigures[]> {
  const figures: PublishFigures[] = [];
  for (const operators of publish) {
    screen.line(`publishing in a network of ${operators.toLocaleString('en')} operators`);
    const child = startChild<PublishFunctions>({
      name: `publishing beside ${operators}`,
      module: new URL('./publishProcess.ts', import.meta.url),
    });
    onEnd(child.stop);
    figures.push(await child.call('measure', { operators, platforms: PLATFORMS, rounds: ROUNDS, seed }));
    await child.stop();
  }
  return figures;
}
