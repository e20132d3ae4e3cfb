/**
 * Cuts what is asked of one leg type down to the fields that may be asked, and lays out the answer that goes back.
 * Invariant: a field that `mayAsk` does not grant is in no outgoing text; its key is in the answer all the same, as
 * an explicit null, because a missing key would silently spoil the inputs of derived fields.
 */
import {
  type DirectiveNode,
  type FieldNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { ContractIndex, FieldShape, NamedShape, ObjectShape } from '../request/contractIndex.ts';

/** Whether a field may be asked of an operator, with the named arguments. */
export type MayAsk = (coordinate: string, argumentNames: readonly string[]) => boolean;

/** One key of the answer. */
export type ShapedKey =
  | { readonly kind: 'null'; readonly key: string }
  | { readonly kind: 'typename'; readonly key: string; readonly typename: string }
  | {
      readonly kind: 'leaf';
      readonly key: string;
      readonly listDepth: number;
      readonly named: NamedShape;
    }
  | {
      readonly kind: 'object';
      readonly key: string;
      readonly listDepth: number;
      readonly object: ShapedObject;
    };

/** The keys of an object in the answer, each once. */
export interface ShapedObject {
  readonly keys: readonly ShapedKey[];
  /** True for a reference to another leg: it passes only if the directory listed that leg in this request. */
  readonly isLegReference: boolean;
}

export interface RewrittenSelection {
  /** The selection set to send, `{ ... }`; null when nothing may be asked. */
  readonly text: string | null;
  /** The client's variables that are still used. */
  readonly variableNames: readonly string[];
  readonly shape: ShapedObject;
}

/** Under which names both parts of a leg reference are asked, whatever the client asked of it. */
export const REFERENCE_KEYS = { operatorCode: 'hub__operatorCode', waybill: 'hub__waybill' } as const;

const LEG_REFERENCE = 'LegReference';

/** Rewrites the selections of an `_entities` field for entities of one type. */
export function rewriteSelection(
  selections: readonly SelectionNode[],
  typeName: string,
  contract: ContractIndex,
  mayAsk: MayAsk,
): RewrittenSelection {
  const type = contract.get(typeName);
  if (type === undefined) throw new Error(`the contract has no type ${typeName}`);
  const keys: DraftKeys = new Map();
  const asked = cutSelections(selections, type, { contract, mayAsk }, keys);
  const shape = { keys: finishKeys(keys), isLegReference: false };
  if (!asked.some(asksSomething)) return { text: null, variableNames: [], shape };
  const node = selectionSet([
    {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
      selectionSet: selectionSet(asked),
    },
  ]);
  return { text: print(node), variableNames: namesOfVariables(node), shape };
}

/** The keys seen so far; one key can be asked in several fragments, and an object gathers what each asks below it. */
type DraftKeys = Map<string, Exclude<ShapedKey, { kind: 'object' }> | DraftObject>;

interface DraftObject {
  readonly kind: 'draft';
  readonly key: string;
  readonly shape: FieldShape;
  readonly nested: DraftKeys;
  /** False until some fragment leaves something of it to send. */
  isSent: boolean;
}

interface Cut {
  readonly contract: ContractIndex;
  readonly mayAsk: MayAsk;
}

/** The selections that may be asked; every response key, asked or not, is added to `keys`. */
function cutSelections(
  selections: readonly SelectionNode[],
  type: ObjectShape,
  cut: Cut,
  keys: DraftKeys,
): readonly SelectionNode[] {
  return selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return cutField(selection, type, cut, keys);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = selection.typeCondition?.name.value ?? type.name;
    if (condition !== type.name && !type.interfaces.has(condition)) return [];
    const nested = cutSelections(selection.selectionSet.selections, type, cut, keys);
    if (nested.length === 0) return [];
    return hasDirectives(selection)
      ? [{ ...selection, typeCondition: undefined, selectionSet: selectionSet(nested) }]
      : nested;
  });
}

function cutField(field: FieldNode, type: ObjectShape, cut: Cut, keys: DraftKeys): readonly FieldNode[] {
  const key = field.alias?.value ?? field.name.value;
  if (field.name.value === '__typename') {
    keys.set(key, { kind: 'typename', key, typename: type.name });
    return [];
  }
  const shape = type.fields.get(field.name.value);
  const argumentNames = (field.arguments ?? []).map((argument) => argument.name.value);
  if (shape === undefined || !cut.mayAsk(shape.coordinate, argumentNames)) {
    if (!keys.has(key)) keys.set(key, { kind: 'null', key });
    return [];
  }
  if (shape.named.kind === 'object') return cutObjectField(field, key, shape, cut, keys);
  keys.set(key, { kind: 'leaf', key, listDepth: shape.listDepth, named: shape.named });
  return [field];
}

function cutObjectField(
  field: FieldNode,
  key: string,
  shape: FieldShape,
  cut: Cut,
  keys: DraftKeys,
): readonly FieldNode[] {
  const known = keys.get(key);
  const draft: DraftObject =
    known?.kind === 'draft' ? known : { kind: 'draft', key, shape, nested: new Map(), isSent: false };
  keys.set(key, draft);
  const type = cut.contract.get(shape.named.name);
  if (type === undefined) return [];
  const selections = field.selectionSet?.selections ?? [];
  const nested = selectionsToSend(cutSelections(selections, type, cut, draft.nested), type, cut, selections);
  if (nested.length === 0) return [];
  draft.isSent = true;
  return [{ ...field, selectionSet: selectionSet(nested) }];
}

function finishKeys(keys: DraftKeys): readonly ShapedKey[] {
  return [...keys.values()].map((key): ShapedKey => {
    if (key.kind !== 'draft') return key;
    if (!key.isSent) return { kind: 'null', key: key.key };
    const object = {
      keys: finishKeys(key.nested),
      isLegReference: key.shape.named.name === LEG_REFERENCE,
    };
    return { kind: 'object', key: key.key, listDepth: key.shape.listDepth, object };
  });
}

/**
 * What to send for an object: its cut selections, or nothing. The presence of an object and the length of a list are
 * data, so `__typename` alone is asked only where one of the object's fields is granted.
 */
function selectionsToSend(
  nested: readonly SelectionNode[],
  type: ObjectShape,
  cut: Cut,
  original: readonly SelectionNode[],
): readonly SelectionNode[] {
  const granted = [...type.fields.values()].filter((field) => cut.mayAsk(field.coordinate, []));
  if (type.name === LEG_REFERENCE) {
    const canBeChecked = granted.length === type.fields.size;
    return canBeChecked ? [...nested, ...referenceFields()] : [];
  }
  if (nested.some(asksSomething)) return nested;
  const asksTypenameOnly = granted.length > 0 && original.every(isTypename);
  return asksTypenameOnly ? [fieldNode('__typename')] : [];
}

function referenceFields(): readonly FieldNode[] {
  return Object.entries(REFERENCE_KEYS).map(([name, alias]) => fieldNode(name, alias));
}

function asksSomething(selection: SelectionNode): boolean {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet.selections.some(asksSomething);
  return selection.kind === Kind.FIELD;
}

function isTypename(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD
    ? selection.name.value === '__typename'
    : selection.kind === Kind.INLINE_FRAGMENT && selection.selectionSet.selections.every(isTypename);
}

function hasDirectives(node: { readonly directives?: readonly DirectiveNode[] | undefined }): boolean {
  return (node.directives?.length ?? 0) > 0;
}

function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function fieldNode(name: string, alias?: string): FieldNode {
  const nameNode = { kind: Kind.NAME, value: name } as const;
  return alias === undefined
    ? { kind: Kind.FIELD, name: nameNode }
    : { kind: Kind.FIELD, name: nameNode, alias: { kind: Kind.NAME, value: alias } };
}

function namesOfVariables(node: SelectionSetNode): readonly string[] {
  const names = new Set<string>();
  visit(node, { Variable: (variable) => void names.add(variable.name.value) });
  return [...names];
}
