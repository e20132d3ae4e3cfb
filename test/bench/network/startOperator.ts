/** Starts the reference operators, each in a process of its own on a free port. */
import type { DemoOperator } from '../../../gateway/cli/demo/startOperators.ts';
import type { KnownOperator } from '../../../gateway/server/hubOptions.ts';
import { type Child, startChild } from '../process/startChild.ts';
import type { MeasuredFunctions } from '../process/usage.ts';

export interface BenchOperator {
  readonly known: KnownOperator;
  readonly child: Child<MeasuredFunctions>;
}

/** An operator over the seeded data in a folder. Rejects with its own sentence when it does not come up. */
export async function startOperator(operator: DemoOperator, folder: string): Promise<BenchOperator> {
  const child = startChild<MeasuredFunctions>({
    name: operator.code,
    core: 'shared',
    module: new URL('./operator.ts', import.meta.url),
    env: {
      BENCH_OPERATOR: operator.code,
      OPERATOR_DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'warn',
      // Only the hub signs: an operator that verified would refuse the other contenders.
      HUB_JWKS_URL: '',
      UNSIGNED_REQUESTS: 'allow',
    },
  });
  const { listening } = (await Promise.race([child.notice, child.ended])) as { readonly listening: string };
  return { known: { ...operator, url: listening }, child };
}
