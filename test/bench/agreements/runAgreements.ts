/** Measures networks of several numbers of agreements, one after the other, each in a fresh process. */
import type { Screen } from '../../../gateway/cli/screen.ts';
import type { BenchOptions } from '../options.ts';
import { startChild } from '../process/startChild.ts';
import type { AgreementFigures, AgreementFunctions } from './measureAgreements.ts';

/** The figures, in the order of the numbers. */
export async function runAgreements(
  { agreements, seed }: BenchOptions,
  screen: Screen,
  onEnd: (end: () => Promise<unknown>) => void,
): Promise<readonly AgreementFigures[]> {
  const figures: AgreementFigures[] = [];
  for (const count of agreements) {
    screen.line(`measuring ${count.toLocaleString('en')} agreements`);
    const child = startChild<AgreementFunctions>({
      name: `${count} agreements`,
      module: new URL('./measureAgreements.ts', import.meta.url),
    });
    onEnd(child.stop);
    figures.push(await child.call('measure', { agreements: count, seed }));
    await child.stop();
  }
  return figures;
}
