/** Every situation by name, and the choice among them. */
import type { Random } from '../random.ts';
import { ABROAD } from './abroad.ts';
import { ORDINARY } from './ordinary.ts';
import { RECORDS } from './records.ts';
import type { Situation, Situations } from './situation.ts';
import { TROUBLE } from './trouble.ts';

/** All situations; each is told once as a story. */
export const SITUATIONS: Situations = { ...ORDINARY, ...ABROAD, ...TROUBLE, ...RECORDS };

/** The name of the situation in which one waybill belongs to two parcels in turn. */
export const RECYCLED = 'recycled-number';

const entries = Object.entries(SITUATIONS);
const total = entries.reduce((sum, [, { weight }]) => sum + weight, 0);

/** A situation, by weight. */
export function pickSituation(random: Random): readonly [name: string, situation: Situation] {
  let left = random.next() * total;
  for (const entry of entries) {
    left -= entry[1].weight;
    if (left < 0) return entry;
  }
  throw new Error('the weights of situations do not add up');
}
