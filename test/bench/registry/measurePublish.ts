/**
 * Measures how long operators wait who publish beside many others, in a hub that answers requests meanwhile. Invariant: a
 * publication counts as live when the hub has acknowledged it, and is a new document each time, so that nothing is remembered of it.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { operatorPrefix } from '../../../gateway/base/operatorPrefix.ts';
import { LOOPBACK_HOSTS } from '../../../gateway/base/subgraphAddresses.ts';
import { startHub } from '../../../gateway/server/startHub.ts';
import { composeInWorker } from '../../../gateway/supergraph/composeInWorker.ts';
import { LEG_TYPES } from '../../../schema/network.ts';
import { askControl, testKey } from '../../support/controlAs.ts';
import { median } from '../compare/measure.ts';
import { generateOperators, isExtended } from '../scaling/generateOperators.ts';
import { ADDRESS, type FilledOperator, fillNetwork } from './fillNetwork.ts';

export interface PublishOptions {
  readonly operators: number;
  /** With each of which every operator has an agreement. */
  readonly platforms: number;
  readonly rounds: number;
  readonly seed: number;
}

/** Times in milliseconds. */
export interface PublishFigures {
  readonly operators: number;
  readonly agreements: number;
  readonly startMs: number;
  /** An operator with other fields of the contract than before. */
  readonly changed: PublicationTimes;
  /** An operator whose extension has another field, so that the network is composed anew. */
  readonly extended: PublicationTimes;
}

export interface PublicationTimes {
  readonly checkMs: number;
  readonly checkMaxMs: number;
  /** From then until the publication is acknowledged, and so answered by in every hub. */
  readonly liveMs: number;
  readonly liveMaxMs: number;
  /** For how long the hub's thread could do nothing else, at the most. */
  readonly pauseMaxMs: number;
}

export async function measurePublish({
  operators: count,
  platforms: platformCount,
  rounds,
  seed,
}: PublishOptions): Promise<PublishFigures> {
  const platforms = Array.from({ length: platformCount }, (_, index) => `platform-n${index}`);
  const operators = await proveAll(count, seed);
  const begin = performance.now();
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    subgraphHosts: LOOPBACK_HOSTS,
    administratorKey: testKey('administrator').publicKey,
    identity: { kind: 'participants' },
    readNow: Date.now,
    // As `hub serve` does.
    rehearses: true,
    log: pino({ level: 'error' }),
    prepare: (store) => fillNetwork(store, operators, platforms, Date.now()),
  });
  const startMs = performance.now() - begin;
  try {
    const others = generateOperators(count, seed + 1);
    const pick = (wanted: boolean) => others.filter((_, index) => isExtended(index) === wanted);
    const changed = await measureTimes(hub.url, pick(false).slice(0, rounds), () => '');
    const extended = await measureTimes(hub.url, pick(true).slice(0, rounds), ({ code, role }) => {
      const { field = '' } = operatorPrefix(code) ?? {};
      return `extend type ${LEG_TYPES[role]} { "Another." ${field}another: Int @operational }`;
    });
    return { operators: count, agreements: count * platformCount, startMs, changed, extended };
  } finally {
    await hub.stop();
  }
}

async function proveAll(count: number, seed: number): Promise<readonly FilledOperator[]> {
  const composer = composeInWorker();
  try {
    const operators = generateOperators(count, seed);
    const { operators: published } = await composer.publish(operators);
    return operators.map((operator) => ({
      ...operator,
      proof: published.get(operator.code)?.proof ?? null,
    }));
  } finally {
    await composer.close();
  }
}

type Draft = ReturnType<typeof generateOperators>[number];

async function measureTimes(
  url: string,
  drafts: readonly Draft[],
  extend: (draft: Draft) => string,
): Promise<PublicationTimes> {
  const checks: number[] = [];
  const lives: number[] = [];
  const pauses = monitorEventLoopDelay({ resolution: 5 });
  pauses.enable();
  for (const draft of drafts) {
    const { code } = draft;
    const input = (sdl: string) => ({ operator: code, input: { sdl, url: ADDRESS } });
    const sdl = `${draft.sdl}\n${extend(draft)}`;
    checks.push(
      await timeControl(
        url,
        code,
        `query ($operator: String!, $input: SubgraphInput!) { checkSubgraph(operator: $operator, input: $input) { passed } }`,
        input(sdl),
      ),
    );
    // Another text than was checked, so that a publication finds nothing prepared: it checks first, which takes as long again.
    const published = await timeControl(
      url,
      code,
      `mutation ($operator: String!, $input: SubgraphInput!) {
          publishSubgraph(operator: $operator, input: $input, accept: [BREAKING, PRIVACY]) { result }
        }`,
      input(sdl.replace('another:', 'further:')),
    );
    lives.push(Math.max(0, published - (checks.at(-1) ?? 0)));
  }
  pauses.disable();
  return {
    checkMs: median(checks),
    checkMaxMs: Math.max(...checks),
    liveMs: median(lives),
    liveMaxMs: Math.max(...lives),
    pauseMaxMs: pauses.max / 1e6,
  };
}

async function timeControl(url: string, code: string, query: string, variables: object): Promise<number> {
  const begin = performance.now();
  const { data, errors } = await askControl(url, testKey(code), query, variables as never);
  const took = performance.now() - begin;
  const { result } = data?.publishSubgraph ?? {};
  if (errors !== undefined || (result !== undefined && result !== 'PUBLISHED')) {
    throw new Error(`${code}: ${JSON.stringify(errors ?? data)}`);
  }
  return took;
}
