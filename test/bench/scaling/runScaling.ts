/** Measures networks of several sizes, one after the other, each in a fresh process. */
import type { Screen } from '../../../gateway/cli/screen.ts';
import type { BenchOptions } from '../options.ts';
import { startChild } from '../process/startChild.ts';
import type { NetworkFigures, NetworkFunctions } from './measureNetwork.ts';

/** The figures, in the order of the sizes. */
export async function runScaling(
  { operators, seed }: BenchOptions,
  screen: Screen,
  onEnd: (end: () => Promise<unknown>) => void,
): Promise<readonly NetworkFigures[]> {
  const figures: NetworkFigures[] = [];
  for (const count of operators) {
    screen.line(`measuring a network of ${count.toLocaleString('en')} operators`);
    const child = startChild<NetworkFunctions>({
      name: `network of ${count}`,
      module: new URL('./measureNetwork.ts', import.meta.url),
    });
    onEnd(child.stop);
    figures.push(await child.call('measure', { operators: count, seed }));
    await child.stop();
  }
  return figures;
}
