/**
 * What to do with one field of one leg at one operator: ask it, ask it masked, stand in for it, or leave it out.
 * Invariant: a field is asked only when the agreement grants it and the operator implements it; a mask that neither side
 * can apply withholds its field.
 */
import type { LegPolicy } from '../agreements/decision.ts';
import type { Capabilities } from '../base/capabilities.ts';
import type { DisclosureCode } from '../request/disclosureNotes.ts';
import { isHubMask, isSourceMask } from './masks/applyMask.ts';

/** How a masked field is asked: masked by the operator and verified here, or masked here. */
export interface FieldMask {
  readonly name: string;
  readonly at: 'source' | 'hub';
}

export type Verdict =
  | { readonly kind: 'ask' }
  | { readonly kind: 'mask'; readonly mask: FieldMask }
  /** Free text that only its operator could scrub, and does not: the phrase of the status stands in for it. */
  | { readonly kind: 'phrase'; readonly mask: string }
  | { readonly kind: 'leaveOut'; readonly code: DisclosureCode };

/** Judges `Type.field` with the arguments it is asked with. */
export type JudgeField = (coordinate: string, argumentNames: readonly string[]) => Verdict;

const ASK: Verdict = { kind: 'ask' };
const NOT_PROVIDED: Verdict = { kind: 'leaveOut', code: 'NOT_PROVIDED' };

/** The judge for legs of one policy; a leg without a policy, or an operator without capabilities, is asked for nothing. */
export function createJudge(
  policy: LegPolicy | undefined,
  capabilities: Capabilities | undefined,
): JudgeField {
  return (coordinate, argumentNames) => {
    const decision = policy?.decide(coordinate);
    if (decision === undefined) return { kind: 'leaveOut', code: 'NO_AGREEMENT' };
    if (decision.kind === 'withhold') return { kind: 'leaveOut', code: decision.code };
    const implemented = capabilities?.fields.get(coordinate);
    if (implemented === undefined || !argumentNames.every((name) => implemented.has(name)))
      return NOT_PROVIDED;
    if (decision.kind === 'disclose') return ASK;
    const { mask } = decision;
    if (isSourceMask(mask) && capabilities?.masks.has(mask) === true) {
      return { kind: 'mask', mask: { name: mask, at: 'source' } };
    }
    if (isHubMask(mask)) return { kind: 'mask', mask: { name: mask, at: 'hub' } };
    return mask === 'SCRUB' ? { kind: 'phrase', mask } : { kind: 'leaveOut', code: 'NOT_SHARED' };
  };
}
