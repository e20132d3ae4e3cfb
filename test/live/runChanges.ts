/** Changes a network over and over under load, and holds every answer against what was acknowledged before it was asked for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FULL, isFloor, type LiveHubs } from './liveHubs.ts';

export interface ChangePlan {
  /** In each the pair is suspended and resumed, and the operator's subgraph published. */
  readonly rounds: number;
  /** How many hubs are asked. */
  readonly hubs: number;
  /** Which hub takes the changes of a round. */
  readonly hubOf: (round: number) => number;
  /** A hub that cannot reach its database: last known values are no failure of it, at any time. */
  readonly cutOff?: number;
  /** How long to wait between two changes, in milliseconds. */
  readonly pauseMs: number;
}

export interface ChangeFigures {
  readonly answers: number;
  /** Of these, by how many last known values were served. */
  readonly floors: number;
  /** How long changes took to be acknowledged, in milliseconds, in their order. */
  readonly changeMs: readonly number[];
  /** Failed requests, mixed answers, and answers by an older policy than was acknowledged before they were asked for. */
  readonly wrong: readonly string[];
}

/** Six at a time ask in turn, as fast as they are answered. */
const ASKING = 6;

/** Begins and ends with a pair that shares. */
export async function runChanges(live: LiveHubs, plan: ChangePlan): Promise<ChangeFigures> {
  // What every answer must be; undefined from the moment a change is sent until it is acknowledged.
  let promised: 'full' | 'floor' | undefined = 'full';
  let changes = 0;
  let isOver = false;
  let [answers, floors] = [0, 0];
  const wrong: string[] = [];
  const changeMs: number[] = [];
  const load = Array.from({ length: ASKING }, async (_, nr) => {
    const hub = nr % plan.hubs;
    while (!isOver) {
      const [expected, before] = [promised, changes];
      const leg = await live.ask(hub).catch((error) => String(error));
      const [full, floor] = [leg === FULL, isFloor(leg)];
      answers += 1;
      if (floor) floors += 1;
      const isSettled = before === changes && expected !== undefined;
      const isOlder =
        isSettled && (hub === plan.cutOff ? full && expected === 'floor' : full !== (expected === 'full'));
      if (isOlder || !(full || floor)) wrong.push(`hub ${hub}, ${expected}: ${leg}`);
    }
  });
  const change = async (make: () => Promise<void>) => {
    const begin = performance.now();
    await make();
    changeMs.push(performance.now() - begin);
    await sleep(plan.pauseMs);
  };
  try {
    for (let round = 1; round <= plan.rounds; round++) {
      // In turn, since a hub takes 200 steps of a participant in a day.
      const party = round % 2 === 0 ? 'zto' : 'cainiao';
      for (const [event, body, then] of [
        ['SUSPEND', { reason: 'SECURITY_INCIDENT' }, 'floor'],
        ['RESUME', {}, 'full'],
      ] as const) {
        changes += 1;
        promised = undefined;
        await change(async () => {
          await live.take(party, event, body, plan.hubOf(round));
          promised = then;
        });
      }
      await change(() => live.publish(round, plan.hubOf(round)));
    }
  } finally {
    isOver = true;
    await Promise.all(load);
  }
  return { answers, floors, changeMs, wrong };
}
