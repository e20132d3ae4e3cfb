/**
 * The contract's fields in a fixed order, with what the path rule needs of each: which type it is on and which lies below.
 * Invariant: a coordinate that is not in here is never granted, whatever an agreement says of it.
 */
import type { AgreementContract, ContractField } from '../agreementContract.ts';

/** A field that clauses can be about. */
export interface IndexedField {
  readonly field: ContractField;
  /** Index of the type that it is on. */
  readonly parent: number;
  /** Index of the object type below it; -1 for a leaf. */
  readonly below: number;
}

export interface FieldIndex {
  /** Every shareable field, sorted by coordinate. */
  readonly fields: readonly IndexedField[];
  /** Place in `fields` by coordinate. */
  readonly places: ReadonlyMap<string, number>;
  /** How many types there are. */
  readonly typeCount: number;
  /** Indexes of the leg types, in the order of the contract. */
  readonly legTypes: readonly number[];
  /** Coordinates that come with a visible leg: its key, and what the key leads to. */
  readonly keys: ReadonlySet<string>;
  /** The same for each leg type, in the order of the contract. */
  readonly legKeys: readonly (readonly string[])[];
}

/** The key of a leg leads to the operator's code, which is no part of what agreements speak of. */
const BEHIND_KEYS = ['Operator.code'];

/** Indexes the fields of a contract. */
export function indexFields({ types, legTypes }: AgreementContract): FieldIndex {
  const names = [...types.keys()];
  const typeIndexes = new Map(names.map((name, index) => [name, index]));
  const all = names.flatMap((name, parent) =>
    [...(types.get(name)?.values() ?? [])].map((field) => ({ field, parent })),
  );
  const fields = all
    .filter(({ field }) => !field.isKey)
    .sort((one, other) => (one.field.coordinate < other.field.coordinate ? -1 : 1))
    .map(({ field, parent }): IndexedField => {
      const below = field.isObject ? typeIndexes.get(field.typeName) : -1;
      // An object type that is not there has no field that could be read: the field leads nowhere.
      return { field, parent, below: below ?? names.length };
    });
  const legKeys = legTypes.map((name) => [
    ...[...(types.get(name)?.values() ?? [])]
      .filter(({ isKey }) => isKey)
      .map(({ coordinate }) => coordinate),
    ...BEHIND_KEYS,
  ]);
  return {
    fields,
    places: new Map(fields.map(({ field }, place) => [field.coordinate, place])),
    typeCount: names.length + 1,
    legTypes: legTypes.map((name) => typeIndexes.get(name) ?? names.length),
    keys: new Set(legKeys.flat()),
    legKeys,
  };
}
