/** The contenders: who they are, and how each is started on the network. */
import type { BenchNetwork } from '../network/startNetwork.ts';
import { type Child, startChild } from '../process/startChild.ts';
import type { MeasuredFunctions } from '../process/usage.ts';
import type { HiveFunctions } from './hive.ts';
import type { ContenderFunctions } from './serveContender.ts';

export type ContenderName = 'proxy' | 'bare' | 'hive' | 'hub';

export const CONTENDERS: Readonly<Record<ContenderName, string>> = {
  proxy: 'hand-written proxy, the floor',
  bare: 'bare ApolloGateway, stock data sources',
  hive: 'Hive Gateway from npm; directory and timeline over HTTP',
  hub: 'the hub',
};

export interface Contender {
  readonly name: ContenderName;
  readonly url: string;
  readonly child: Child<MeasuredFunctions>;
  /** What runs for this contender alone. */
  readonly helpers: readonly Child<MeasuredFunctions>[];
  stop(): Promise<void>;
}

/** Starts a contender. Rejects with a sentence when it does not come up. */
export async function startContender(name: ContenderName, { setup }: BenchNetwork): Promise<Contender> {
  const module = new URL(`./${name}.ts`, import.meta.url);
  if (name !== 'hive') {
    const child = startChild<ContenderFunctions>({ name, module });
    return { name, url: await child.call('start', setup), child, helpers: [], stop: child.stop };
  }
  const graphs = startChild<ContenderFunctions>({
    name: 'hub graphs',
    module: new URL('./hubGraphs.ts', import.meta.url),
  });
  const child = startChild<HiveFunctions>({ name, module });
  const stop = async () => {
    await child.stop();
    await graphs.stop();
  };
  const url = await child.call('start', { ...setup, graphsUrl: await graphs.call('start', setup) });
  return { name, url, child, helpers: [graphs], stop };
}
