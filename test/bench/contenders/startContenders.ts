/** The contenders: who they are, and how each is started on the network. */
import { requestToken } from '../../support/requestToken.ts';
import { CALLER } from '../network/setup.ts';
import type { BenchNetwork } from '../network/startNetwork.ts';
import { type Child, startChild } from '../process/startChild.ts';
import type { MeasuredFunctions } from '../process/usage.ts';
import type { HiveFunctions } from './hive.ts';
import type { ContenderFunctions } from './serveContender.ts';

export type ContenderName = 'proxy' | 'bare' | 'hive' | 'open' | 'hub';

export const CONTENDERS: Readonly<Record<ContenderName, string>> = {
  proxy: 'hand-written proxy, the floor',
  bare: 'bare ApolloGateway, stock data sources',
  hive: 'Hive Gateway from npm; directory and timeline over HTTP',
  open: 'the hub, without tokens, every field allowed',
  hub: 'the hub, with tokens and agreements',
};

export interface Contender {
  readonly name: ContenderName;
  readonly url: string;
  /** What every request to it carries besides the query; holds for some minutes. */
  readHeaders(): Promise<Readonly<Record<string, string>>>;
  readonly child: Child<MeasuredFunctions>;
  /** What runs for this contender alone. */
  readonly helpers: readonly Child<MeasuredFunctions>[];
  stop(): Promise<void>;
}

/** Starts a contender. Rejects with a sentence when it does not come up. */
export async function startContender(name: ContenderName, { setup }: BenchNetwork): Promise<Contender> {
  const module = new URL(`./${name}.ts`, import.meta.url);
  if (name !== 'hive') {
    const child = startChild<ContenderFunctions>({ name, module, core: 'own' });
    const url = await child.call('start', setup);
    const readHeaders = async () => (name === 'hub' ? await fetchToken(url) : {});
    return { name, url, readHeaders, child, helpers: [], stop: child.stop };
  }
  const graphs = startChild<ContenderFunctions>({
    name: 'hub graphs',
    core: 'shared',
    module: new URL('./hubGraphs.ts', import.meta.url),
  });
  const child = startChild<HiveFunctions>({ name, module, core: 'own' });
  const stop = async () => {
    await child.stop();
    await graphs.stop();
  };
  const url = await child.call('start', { ...setup, graphsUrl: await graphs.call('start', setup) });
  return { name, url, readHeaders: async () => ({}), child, helpers: [graphs], stop };
}

/** A token of the hub's own issuer, as the header that carries it. */
async function fetchToken(url: string): Promise<Readonly<Record<string, string>>> {
  const token = await requestToken(new URL(url).origin, CALLER.platform, [CALLER.purpose]);
  return { authorization: `Bearer ${token}` };
}
