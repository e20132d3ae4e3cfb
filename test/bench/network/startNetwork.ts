/** Seeds the data into a folder, starts the reference operators on them, and composes their network once for all. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { allowEverything } from '../../../gateway/agreements/decision.ts';
import { LOOPBACK_HOSTS, readSubgraphAddresses } from '../../../gateway/base/subgraphAddresses.ts';
import { seedDemo } from '../../../gateway/cli/demo/seedDemo.ts';
import type { DemoOperator } from '../../../gateway/cli/demo/startOperators.ts';
import type { Screen } from '../../../gateway/cli/screen.ts';
import { createOperatorClient, DEFAULT_CLIENT_OPTIONS } from '../../../gateway/dispatch/operatorClient.ts';
import { joinNetwork } from '../../../gateway/server/joinNetwork.ts';
import network from '../../../schema/demo/network.json' with { type: 'json' };
import type { Child } from '../process/startChild.ts';
import type { MeasuredFunctions } from '../process/usage.ts';
import type { Setup } from './setup.ts';
import { startOperator } from './startOperator.ts';

export interface BenchNetwork {
  readonly setup: Setup;
  /** Tracking numbers of parcels with one SF Express leg and one Hive Box leg, eight events each. */
  readonly numbers: readonly string[];
  /** The operators' processes. */
  readonly operators: readonly Child<MeasuredFunctions>[];
  stop(): Promise<void>;
}

/** A network on free ports. `folder` keeps the data for the next run; without one they go with the run. */
export async function startNetwork(screen: Screen, folder: string | undefined): Promise<BenchNetwork> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const data = folder ?? (await mkdtemp(join(tmpdir(), 'tracking-hub-bench-')));
    if (folder === undefined) ends.push(() => rm(data, { recursive: true, force: true }));
    const { anchor, legs, benchParcels } = await seedDemo(data, screen);
    // On free ports: a benchmark must not meet a demo that is running.
    const starting = (network.operators as readonly DemoOperator[]).map((operator) =>
      startOperator(operator, data),
    );
    ends.push(() => Promise.allSettled(starting.map(async (operator) => (await operator).child.stop())));
    const running = await Promise.all(starting);
    const client = createOperatorClient(async () => ({}), {
      ...DEFAULT_CLIENT_OPTIONS,
      addresses: readSubgraphAddresses(LOOPBACK_HOSTS),
    });
    const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
    const joined = await joinNetwork({
      operators: running.map(({ known }) => known),
      client,
      agreements: allowEverything,
      log,
    });
    await joined.close();
    await client.close();
    const { supergraphSdl, snapshot } = joined.current();
    const operators = [...snapshot.operators.values()];
    const setup = { folder: data, legs, now: Date.parse(anchor), operators, supergraphSdl };
    return { setup, numbers: benchParcels, operators: running.map(({ child }) => child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
