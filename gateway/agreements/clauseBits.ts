/**
 * Purposes and relations as bits, so that a clause is held against a request with two instructions.
 * Invariant: a word that is no purpose or relation has no bit, and so has `DELEGATED`: to these nothing is ever granted.
 */
import { PURPOSES } from '../../schema/privacy.ts';

export const OWN_BIT = 1;
export const FOREIGN_BIT = 2;

const PURPOSE_INDEXES: ReadonlyMap<string, number> = new Map(PURPOSES.map((name, index) => [name, index]));

/** The place of a purpose in `PURPOSES`, which numbers its bit; undefined for a word that is no purpose. */
export function purposeIndexOf(purpose: string): number | undefined {
  return PURPOSE_INDEXES.get(purpose);
}

/** A bit for each purpose that the language knows. */
export function purposeBits(purposes: readonly string[]): number {
  let bits = 0;
  for (const purpose of purposes) {
    const index = PURPOSE_INDEXES.get(purpose);
    if (index !== undefined) bits |= 1 << index;
  }
  return bits;
}

/** `DELEGATED` has no bit: it is denied even where a clause lists it. So has a word that is no relation. */
export function relationBit(relation: string): number {
  return relation === 'OWN' ? OWN_BIT : relation === 'FOREIGN' ? FOREIGN_BIT : 0;
}

/** The bits of several relations. */
export function relationBits(relations: readonly string[]): number {
  let bits = 0;
  for (const relation of relations) bits |= relationBit(relation);
  return bits;
}

/** A bit for each question, a purpose with a relation: every one of the purposes with every one of the relations. */
export function viewBits(purposes: number, relations: number): number {
  let views = 0;
  for (let index = 0, rest = purposes; rest !== 0; index++, rest >>>= 1) {
    if ((rest & 1) === 1) views |= relations << (index * 2);
  }
  return views;
}
