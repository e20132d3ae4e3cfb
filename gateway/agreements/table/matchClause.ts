/**
 * The one matcher: whether a clause holds for a request, and what the clauses of a field come to. `compileTable`,
 * `explainField` and `diffAgreements` all ask it. Invariant: where clauses disagree about a mask, or one of them cannot be
 * kept, the field is withheld: strictest wins.
 */
import { OWN_BIT } from '../clauseBits.ts';
import type { WithholdCode } from '../decision.ts';
import type { Phase } from '../phase.ts';

/** What a decision needs of a clause. Clauses with equal terms have one value, within one table. */
export interface ClauseTerms {
  /** A bit for each purpose, in the order of `PURPOSES`. */
  readonly purposes: number;
  /** Bits of relations: `OWN_BIT`, `FOREIGN_BIT`. `DELEGATED` has none: nothing is granted to it. */
  readonly relations: number;
  /** Null for none. */
  readonly mask: string | null;
  /** Null where it holds for good. */
  readonly phase: Phase | null;
  /** False for a mask that does not fit the field or an end that is never reached: then its field is withheld. */
  readonly isSound: boolean;
}

/** One request about one leg, as a clause is held against it. */
export interface Ask {
  /** The bit of its purpose. */
  readonly purpose: number;
  /** The bit of its relation; 0 for one to which nothing is granted. */
  readonly relation: number;
  /** Whether the leg is in the phase. */
  isOpen(phase: Phase): boolean;
}

/** How far a clause matches, least first: it is about other parcels, another purpose, a time that is over, or it holds. */
export type ClauseMatch = 'RELATION' | 'PURPOSE' | 'PHASE' | 'HOLDS';

/** Holds one clause against a request. */
export function matchClause(clause: ClauseTerms, ask: Ask): ClauseMatch {
  if ((clause.relations & ask.relation) === 0) return 'RELATION';
  if ((clause.purposes & ask.purpose) === 0) return 'PURPOSE';
  if (clause.phase !== null && !ask.isOpen(clause.phase)) return 'PHASE';
  return 'HOLDS';
}

/** What the clauses of one field come to. */
export interface FieldRuling {
  /** Null where the field is granted. */
  readonly code: WithholdCode | null;
  /** Set where the field is granted masked. */
  readonly mask: string | null;
  /** True where it is granted by clauses with an end alone. */
  readonly ends: boolean;
  /** Index of the clause that decided; -1 where the field has none. */
  readonly decisive: number;
}

const RANKS: Readonly<Record<ClauseMatch, number>> = { RELATION: 0, PURPOSE: 1, PHASE: 2, HOLDS: 3 };
const NO_CLAUSE: FieldRuling = { code: 'NOT_SHARED', mask: null, ends: false, decisive: -1 };

/** Decides one field by its clauses, in the order of the document. */
export function ruleField(clauses: readonly ClauseTerms[], ask: Ask): FieldRuling {
  let best = -1;
  let decisive = -1;
  let clash = -1;
  let meant: ClauseTerms | undefined;
  for (let index = 0; index < clauses.length; index++) {
    const clause = clauses[index] as ClauseTerms;
    const rank = RANKS[matchClause(clause, ask)];
    if (rank >= RANKS.PHASE) {
      // Also between clauses whose phases are never open together: otherwise the end of one could open the field.
      if (!clause.isSound || (meant !== undefined && meant.mask !== clause.mask)) clash = index;
      meant ??= clause;
    }
    // Of clauses that hold, one without an end says most: it is what keeps the field granted.
    const isBetter =
      rank > best || (rank === RANKS.HOLDS && endsAt(clauses, decisive) && clause.phase === null);
    if (isBetter) decisive = index;
    best = Math.max(best, rank);
  }
  if (decisive < 0) return NO_CLAUSE;
  if (clash >= 0) return { code: 'NOT_SHARED', mask: null, ends: false, decisive: clash };
  if (best < RANKS.HOLDS) return { code: codeOf(best, ask), mask: null, ends: false, decisive };
  return { code: null, mask: meant?.mask ?? null, ends: endsAt(clauses, decisive), decisive };
}

function endsAt(clauses: readonly ClauseTerms[], index: number): boolean {
  return clauses[index]?.phase != null;
}

function codeOf(rank: number, ask: Ask): WithholdCode {
  if (rank === RANKS.PHASE) return 'PHASE_OVER';
  if (rank === RANKS.PURPOSE) return 'PURPOSE';
  return ask.relation === OWN_BIT ? 'NOT_SHARED' : 'NOT_OWN_PARCEL';
}
