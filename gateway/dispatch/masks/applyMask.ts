/**
 * Masks one value of an operator's answer, or checks the mask that the operator applied. Invariant: what this returns
 * shows nothing that the mask hides; where that cannot be said it returns undefined, and the field is withheld.
 */
import { MASKS } from '../../../schema/privacy/masks/masks.ts';
import { type PseudonymScope, pseudonymOf } from './pseudonym.ts';

export { phraseOf } from '../../../schema/privacy/masks/statusPhrases.ts';

/** Who masks: the operator, and the hub verifies; or the hub. */
export type MaskedAt = 'source' | 'hub';

const PSEUDONYM = 'PSEUDONYM';
/** The hub does not know whom a text names, so it cannot scrub it. */
const SCRUB = 'SCRUB';

/**
 * The masked value; null for a value that leaves nothing to tell; undefined where it cannot be masked: the mask or the place does not exist, the value is of another type
 * than the mask keeps, or what the operator masked still shows something. `value` is one leaf: lists go element by element.
 */
export function applyMask(
  mask: string,
  value: unknown,
  at: MaskedAt,
  scope: PseudonymScope,
): string | null | undefined {
  if (typeof value !== 'string') return undefined;
  if (at === 'source') return isSourceMask(mask) && MASKS.get(mask)?.verify(value) ? value : undefined;
  if (at !== 'hub' || !isHubMask(mask)) return undefined;
  if (mask === PSEUDONYM) return pseudonymOf(value, scope);
  return MASKS.get(mask)?.apply(value) ?? undefined;
}

/** Whether an operator can apply the mask. */
export function isSourceMask(mask: string): boolean {
  return MASKS.has(mask);
}

/** Whether the hub can apply the mask. */
export function isHubMask(mask: string): boolean {
  return mask === PSEUDONYM || (MASKS.has(mask) && mask !== SCRUB);
}
