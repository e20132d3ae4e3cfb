/**
 * The lives of a network's pairs, as records come in. Invariant: what a life comes to is gone on from, so that a record costs the same
 * after any number of others.
 */
import { applyStep } from '../../agreements/life/applyStep.ts';
import { splitPair } from '../../agreements/life/pair.ts';
import type { PairLife } from '../../agreements/life/pairLife.ts';
import { readRecord } from '../../agreements/life/readRecord.ts';
import { startLife } from '../../agreements/life/startLife.ts';
import type { RecordChange } from './loadChanges.ts';

/** A pair's life, up to and with a record. */
export interface KnownLife {
  readonly life: PairLife;
  readonly seq: number;
}

/** Takes new records into the lives of their pairs, and returns those. The records were checked when they were taken. */
export function foldChanges(
  records: readonly RecordChange[],
  lives: Map<string, KnownLife>,
): readonly PairLife[] {
  const changed = new Set<string>();
  for (const { pair: name, seq, record } of records) {
    const pair = splitPair(name);
    if (pair === undefined) continue;
    changed.add(name);
    const known = lives.get(name) ?? { life: startLife(pair), seq: 0 };
    // Changes that could not be taken in come a second time.
    if (seq <= known.seq) continue;
    const reading = readRecord(record);
    if (reading.step === undefined) throw new Error(`the store has a record of ${name} that is none`);
    const outcome = applyStep(known.life, reading.step);
    lives.set(name, { life: outcome.problem === undefined ? outcome.life : known.life, seq });
  }
  return [...changed].flatMap((name) => lives.get(name)?.life ?? []);
}
