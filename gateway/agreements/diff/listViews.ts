/** Names the purposes and relations that a clause's views stand for, for messages. */
import { PURPOSES } from '../../../schema/privacy.ts';
import { purposeBits, relationBit, viewBits } from '../clauseBits.ts';
import type { Relation } from '../decision.ts';

/** A purpose together with a relation: what a request about a leg is asked under. */
export interface View {
  readonly purpose: string;
  readonly relation: Relation;
}

const VIEWS = PURPOSES.flatMap((purpose) =>
  (['OWN', 'FOREIGN'] as const).map((relation) => ({
    view: { purpose, relation },
    bit: viewBits(purposeBits([purpose]), relationBit(relation)),
  })),
);

/** The views whose bits are set, in the order of the language. */
export function listViews(bits: number): readonly View[] {
  return VIEWS.filter(({ bit }) => (bits & bit) !== 0).map(({ view }) => view);
}
