/**
 * What of an operator's answer is kept for the continuity floor: `@continuity` fields by their names in the contract.
 * Invariant: a value is kept only as its operator means it: of the contract's type, and masked by nobody. None is personal,
 * since the contract marks no personal field.
 */
import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { LegPolicy } from '../../agreements/decision.ts';
import { ownRecord, readOwn } from '../../base/ownRecord.ts';
import { isStorableText, LONGEST_KNOWN_TEXT } from '../../base/storableText.ts';
import type { ContractIndex, FieldShape, ObjectShape } from '../../request/contractIndex.ts';
import type { RewrittenSelection } from '../rewriteSelection.ts';
import { MAX_ELEMENTS, readLeaf } from '../shapeLeg.ts';

export interface KeepOptions {
  readonly contract: ContractIndex;
  /** The floor of the leg: it discloses the fields that are kept. */
  readonly floor: Pick<LegPolicy, 'decide'>;
}

const STATUS_ALONE: KeepOptions['floor'] = {
  decide: (coordinate) =>
    coordinate.endsWith('.status')
      ? { kind: 'disclose', clause: null }
      : { kind: 'withhold', code: 'NOT_SHARED', clause: null },
};

/**
 * The status of a leg, whoever may see it: what ends with a status rests on it, for all callers. Undefined where none was asked or
 * none of the contract was answered.
 */
export function readAnsweredStatus(
  asked: RewrittenSelection,
  legType: string,
  answer: unknown,
  contract: ContractIndex,
): string | undefined {
  const status = readKeepable(asked, legType, answer, { contract, floor: STATUS_ALONE })?.['status'];
  return typeof status === 'string' ? status : undefined;
}

/** Values by field name; undefined where nothing is to be kept. */
export function readKeepable(
  { node }: RewrittenSelection,
  legType: string,
  answer: unknown,
  options: KeepOptions,
): Readonly<Record<string, unknown>> | undefined {
  const type = options.contract.get(legType);
  if (node === null || type === undefined || typeof answer !== 'object' || answer === null) return undefined;
  const kept = readObject(node, type, answer, options);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

function readObject(
  selectionSet: SelectionSetNode,
  type: ObjectShape,
  value: object,
  options: KeepOptions,
): Record<string, unknown> {
  const kept = ownRecord();
  const add = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet);
      if (selection.kind !== Kind.FIELD) continue;
      const shape = type.fields.get(selection.name.value);
      if (shape === undefined || !isClear(selection, shape, options)) continue;
      const read = readValue(selection, shape, readOwn(value, keyOf(selection)), shape.listDepth, options);
      if (read !== undefined) kept[selection.name.value] = read;
    }
  };
  add(selectionSet);
  return kept;
}

function keyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

/** With arguments a field says less than it could; a key is not kept, since it is known. */
function isClear(field: FieldNode, { coordinate }: FieldShape, { floor }: KeepOptions): boolean {
  const isPlain = (field.arguments ?? []).length === 0 && (field.directives ?? []).length === 0;
  return isPlain && floor.decide(coordinate).kind === 'disclose';
}

/** Undefined for a value that the contract does not allow: what was kept before is better. */
function readValue(
  field: FieldNode,
  shape: FieldShape,
  value: unknown,
  depth: number,
  options: KeepOptions,
): unknown {
  if (value === undefined) return undefined;
  if (value === null) return null;
  if (depth > 0) {
    if (!Array.isArray(value) || value.length > MAX_ELEMENTS) return undefined;
    return value.map((element) => readValue(field, shape, element, depth - 1, options) ?? null);
  }
  if (shape.named.kind !== 'object') return readKeepableLeaf(shape.named, value);
  const below = options.contract.get(shape.named.name);
  if (field.selectionSet === undefined || below === undefined) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  return readObject(field.selectionSet, below, value, options);
}

/** Legs are written together: a text that no database keeps would take those of all other operators along. */
function readKeepableLeaf(named: FieldShape['named'], value: unknown): unknown {
  const leaf = readLeaf(named, value);
  return typeof leaf !== 'string' || isStorableText(leaf, LONGEST_KNOWN_TEXT) ? leaf : undefined;
}
