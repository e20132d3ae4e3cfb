/**
 * Keeps how clauses are written, to show them again: one value for those with the same words, of which a network has many
 * times fewer than clauses. Invariant: what comes out is what went in.
 */
import type { Clause } from '../agreement.ts';
import { purposeBits, relationBits } from '../clauseBits.ts';
import { createListInterner, createTextInterner } from './internTexts.ts';

/** A clause without its place. */
export type ClauseWords = Pick<Clause, 'purposes' | 'relations' | 'mask' | 'until' | 'graceDays' | 'text'>;

export interface WordsInterner {
  /** The number under which the clause's words are kept. */
  intern(clause: ClauseWords): number;
  /** By number. */
  readonly all: readonly ClauseWords[];
}

/** An empty interner. */
export function createWordsInterner(): WordsInterner {
  const all: ClauseWords[] = [];
  const internPurposes = createListInterner(purposeBits);
  const internRelations = createListInterner(relationBits);
  const internText = createTextInterner();
  const byPurposes = new Map<readonly string[], Map<string, number[]>>();
  return { intern, all };

  function intern({ mask, until, graceDays, ...clause }: ClauseWords): number {
    const purposes = internPurposes(clause.purposes);
    const relations = internRelations(clause.relations) as Clause['relations'];
    const byText = byPurposes.get(purposes) ?? new Map<string, number[]>();
    const alike = byText.get(clause.text) ?? [];
    // A text says all of it, unless somebody made the clause otherwise than by reading it.
    for (const number of alike) {
      const known = all[number] as ClauseWords;
      const isSame =
        known.relations === relations &&
        known.mask === mask &&
        known.until === until &&
        known.graceDays === graceDays;
      if (isSame) return number;
    }
    const text = internText(clause.text);
    byPurposes.set(purposes, byText.set(text, alike));
    alike.push(all.length);
    return all.push({ purposes, relations, mask, until, graceDays, text }) - 1;
  }
}
