/** A life in a few words, as `transitions.txt` has it. */
import type { PairLife } from '../../../gateway/agreements/life/pairLife.ts';
import { readLifeAt } from '../../../gateway/agreements/life/readLifeAt.ts';

/** As `SUSPENDED +offer +version +2 stops +dispute +floor`: `+version` for one to come, stops that nobody took back. */
export function sayLife(life: PairLife, at: number): string {
  const { state, isDisputed } = readLifeAt(life, at);
  const stops = life.stops.filter(({ endsAt }) => endsAt === null || endsAt > at).length;
  const measures = life.measures.filter(({ from, until }) => from <= at && at < until);
  return [
    state,
    ...(life.offer === null ? [] : ['+offer']),
    ...(life.versions.some(({ from }) => from > at) ? ['+version'] : []),
    ...(stops === 0 ? [] : [stops === 1 ? '+stop' : `+${stops} stops`]),
    ...(isDisputed ? ['+dispute'] : []),
    ...measures.map(({ kind }) => (kind === 'NARROW' ? '+narrow' : '+floor')),
  ].join(' ');
}
