/**
 * What was masked or withheld in one request, for `extensions.disclosure`: fields and counts, never values.
 * Invariant: it speaks of legs that the directory listed to this caller, and of no others.
 */
import type { WithholdCode } from '../agreements/decision.ts';
import type { LegNote } from './requestScope.ts';

/** Why a field of a visible leg is not disclosed as it is. */
export type DisclosureCode = WithholdCode | 'MASKED' | 'NOT_PROVIDED' | 'OPERATOR_UNAVAILABLE';

export interface DisclosureNote {
  readonly operator: string;
  /** The agreement that decided, as `hive-box--cainiao@1`; null where there is none. */
  readonly agreement: string | null;
  readonly code: DisclosureCode;
  /** Set with `MASKED`. */
  readonly mask: string | null;
  /** The field, as `Recipient.phone`. */
  readonly coordinate: string;
  readonly legs: Set<LegNote>;
}

/** The notes of one request: one for each operator, agreement, code, mask and field. */
export class DisclosureNotes {
  readonly #notes = new Map<string, DisclosureNote>();

  /** Adds legs of one operator, all decided by one agreement. */
  add(note: Omit<DisclosureNote, 'legs'>, legs: readonly LegNote[]): void {
    const key = [note.operator, note.agreement, note.code, note.mask, note.coordinate].join(' ');
    const known = this.#notes.get(key);
    if (known === undefined) this.#notes.set(key, { ...note, legs: new Set(legs) });
    else for (const leg of legs) known.legs.add(leg);
  }

  list(): readonly DisclosureNote[] {
    return [...this.#notes.values()];
  }
}
