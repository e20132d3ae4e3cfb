/**
 * Turns clauses into what decisions need of them, one value for those that decide alike: of these there are few, whatever
 * the number of agreements. Invariant: clauses share a value only where no question could tell them apart.
 */
import { MASK_SCALARS, MASKS } from '../../../schema/privacy.ts';
import type { Clause } from '../agreement.ts';
import type { ContractField } from '../agreementContract.ts';
import { purposeBits, relationBits, viewBits } from '../clauseBits.ts';
import { type Phase, type StatusBook, toPhase } from '../phase.ts';
import type { ClauseTerms } from './matchClause.ts';

/** What decisions need of a clause, with the questions that it is about; see `viewBits`. */
export interface InternedTerms extends ClauseTerms {
  readonly views: number;
}

export interface TermsInterner {
  /** The number under which the clause's terms are kept. */
  intern(clause: Pick<Clause, TermsOfClause>, field: ContractField): number;
  /** By number. */
  readonly all: readonly InternedTerms[];
}

type TermsOfClause = 'purposes' | 'relations' | 'mask' | 'until' | 'graceDays';

/** An interner for the clauses of one table. */
export function createTermsInterner(statuses: StatusBook): TermsInterner {
  const all: InternedTerms[] = [];
  const numbers = new Map<number, number>();
  const phaseOf = createPhaseInterner(statuses);
  const phaseNumbers = new Map<Phase, number>();
  return { intern, all };

  function intern(clause: Pick<Clause, TermsOfClause>, field: ContractField): number {
    const phase = clause.until === null ? null : phaseOf(clause.until, clause.graceDays);
    // A mask that cannot be applied, as one on an object, and an end that never comes: the field is withheld.
    const isMaskSound = clause.mask === null || MASK_SCALARS.get(clause.mask)?.has(field.typeName) === true;
    const isSound = isMaskSound && phase !== undefined;
    const mask = isMaskSound ? clause.mask : null;
    const terms = {
      purposes: purposeBits(clause.purposes),
      relations: relationBits(clause.relations),
      mask,
      phase: phase ?? null,
      isSound,
    };
    const key = keyOf(terms);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, all.length);
    return all.push({ ...terms, views: viewBits(terms.purposes, terms.relations) }) - 1;
  }

  /** Different for different terms: 13 bits of purposes, 2 of relations, 4 of the mask, 1 for sound, and the phase above. */
  function keyOf({ purposes, relations, mask, phase, isSound }: ClauseTerms): number {
    const maskNumber = mask === null ? 0 : MASKS.indexOf(mask);
    const low = (purposes << 7) | (relations << 5) | (maskNumber << 1) | (isSound ? 1 : 0);
    return phaseNumberOf(phase) * 2 ** 24 + low;
  }

  function phaseNumberOf(phase: Phase | null): number {
    if (phase === null) return 0;
    const known = phaseNumbers.get(phase);
    if (known !== undefined) return known;
    phaseNumbers.set(phase, phaseNumbers.size + 1);
    return phaseNumbers.size;
  }
}

/** Phases, one value for those that end alike; undefined for an end that no status could bring. */
export function createPhaseInterner(
  statuses: StatusBook,
): (until: string, graceDays: number) => Phase | undefined {
  const byWords = new Map<string, Phase | undefined>();
  const byEnd = new Map<string, Phase>();
  return (until, graceDays) => {
    const words = `${until} ${graceDays}`;
    if (byWords.has(words)) return byWords.get(words);
    const phase = toPhase(until, graceDays, statuses);
    const end = `${phase?.status} ${phase?.graceDays}`;
    const interned = byEnd.get(end) ?? phase;
    byWords.set(words, interned);
    if (interned !== undefined) byEnd.set(end, interned);
    return interned;
  };
}
