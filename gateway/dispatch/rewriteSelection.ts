/**
 * Cuts what is asked of one leg type down to the fields that may be asked, and lays out the answer that goes back.
 * Invariant: a field that the judge does not grant is in no outgoing text; its key is in the answer all the same, as
 * an explicit null, because a missing key would silently spoil the inputs of derived fields.
 */
import { type FieldNode, Kind, print, type SelectionNode, type SelectionSetNode, visit } from 'graphql';
import type { ContractIndex, FieldShape, NamedShape, ObjectShape } from '../request/contractIndex.ts';
import {
  fieldNode,
  onceEach,
  phraseFields,
  referenceFields,
  selectionSet,
  stateFields,
  withMask,
} from './hubFields.ts';
import type { FieldMask, JudgeField } from './judgeField.ts';
import { type Report, Reports } from './reports.ts';

/** One key of the answer. */
export type ShapedKey =
  | { readonly kind: 'null'; readonly key: string }
  | { readonly kind: 'typename'; readonly key: string; readonly typename: string }
  | {
      readonly kind: 'leaf';
      readonly key: string;
      readonly listDepth: number;
      readonly named: NamedShape;
      readonly mask: FieldMask | null;
    }
  /** The phrase of the status stands in for a text that is not asked. */
  | { readonly kind: 'phrase'; readonly key: string }
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
  /** The same, parsed. */
  readonly node: SelectionSetNode | null;
  /** The client's variables that are still used. */
  readonly variableNames: readonly string[];
  readonly shape: ShapedObject;
  /** The fields that are masked or left out. */
  readonly reports: readonly Report[];
  /** The leg's own fields that are sent: what is missing when the operator does not answer. */
  readonly sent: readonly Report[];
}

const LEG_REFERENCE = 'LegReference';

export interface RewriteOptions {
  readonly contract: ContractIndex;
  readonly judge: JudgeField;
  /** Asks the status along, for decisions that rest on it. */
  readonly asksState?: boolean;
}

/** Rewrites the selections of an `_entities` field for entities of one type. */
export function rewriteSelection(
  selections: readonly SelectionNode[],
  typeName: string,
  { contract, judge, asksState = false }: RewriteOptions,
): RewrittenSelection {
  const type = contract.get(typeName);
  if (type === undefined) throw new Error(`the contract has no type ${typeName}`);
  const keys: DraftKeys = new Map();
  const cut: Cut = { contract, judge, reports: new Reports(), sent: new Reports(), legType: typeName };
  const asked = cutSelections(selections, type, cut, keys);
  const shape = { keys: finishKeys(keys), isLegReference: false };
  const report = { reports: cut.reports.list(), sent: cut.sent.list() };
  if (asked.length === 0) return { text: null, node: null, variableNames: [], shape, ...report };
  const node = selectionSet([
    {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
      selectionSet: selectionSet(onceEach([...asked, ...(asksState ? stateFields(typeName, judge) : [])])),
    },
  ]);
  return { text: print(node), node, variableNames: namesOfVariables(node), shape, ...report };
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
  readonly judge: JudgeField;
  readonly reports: Reports;
  readonly sent: Reports;
  readonly legType: string;
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
    return cutSelections(selection.selectionSet.selections, type, cut, keys);
  });
}

function cutField(field: FieldNode, type: ObjectShape, cut: Cut, keys: DraftKeys): readonly FieldNode[] {
  const key = field.alias?.value ?? field.name.value;
  if (field.name.value === '__typename') {
    keys.set(key, { kind: 'typename', key, typename: type.name });
    return [];
  }
  const shape = type.fields.get(field.name.value);
  if (shape === undefined) {
    if (!keys.has(key)) keys.set(key, { kind: 'null', key });
    return [];
  }
  const { coordinate, listDepth, named } = shape;
  const verdict = cut.judge(
    coordinate,
    (field.arguments ?? []).map((argument) => argument.name.value),
  );
  if (verdict.kind === 'leaveOut' || (named.kind !== 'scalar' && verdict.kind !== 'ask')) {
    // A mask on what is no scalar cannot be applied; the checker of agreements refuses it long before.
    const code = verdict.kind === 'leaveOut' ? verdict.code : 'NOT_SHARED';
    cut.reports.add(coordinate, code, null);
    if (!keys.has(key)) keys.set(key, { kind: 'null', key });
    return [];
  }
  const asked = named.kind === 'object' ? cutObjectField(field, key, shape, cut, keys) : [field];
  if (asked.length > 0 && type.name === cut.legType) cut.sent.add(coordinate, 'OPERATOR_UNAVAILABLE', null);
  if (named.kind === 'object') return asked;
  if (verdict.kind === 'ask') {
    keys.set(key, { kind: 'leaf', key, listDepth, named, mask: null });
    return asked;
  }
  const mask = verdict.kind === 'mask' ? verdict.mask.name : verdict.mask;
  cut.reports.add(coordinate, 'MASKED', mask);
  if (verdict.kind === 'phrase') {
    keys.set(key, { kind: 'phrase', key });
    return phraseFields(type, cut.judge);
  }
  keys.set(key, { kind: 'leaf', key, listDepth, named, mask: verdict.mask });
  return [verdict.mask.at === 'source' ? withMask(field, verdict.mask.name) : field];
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
  return [{ ...field, selectionSet: selectionSet(onceEach(nested)) }];
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
 * data, so `__typename` alone is asked only where something real of the object is granted.
 */
function selectionsToSend(
  nested: readonly SelectionNode[],
  type: ObjectShape,
  cut: Cut,
  original: readonly SelectionNode[],
): readonly SelectionNode[] {
  if (type.name === LEG_REFERENCE) {
    const verdicts = [...type.fields.values()].map(({ coordinate }) => ({
      coordinate,
      verdict: cut.judge(coordinate, []),
    }));
    for (const { coordinate, verdict } of verdicts) {
      if (verdict.kind === 'leaveOut') cut.reports.add(coordinate, verdict.code, null);
    }
    // A reference is checked against the directory's list, and for that both parts are needed.
    return verdicts.every(({ verdict }) => verdict.kind === 'ask') ? [...nested, ...referenceFields()] : [];
  }
  if (nested.length > 0) return nested;
  return original.every(isTypename) && hasGrantedLeaf(type, cut, new Set()) ? [fieldNode('__typename')] : [];
}

/** Whether any leaf at or below a type is granted along a granted path. */
function hasGrantedLeaf(type: ObjectShape, cut: Cut, seen: Set<string>): boolean {
  if (seen.has(type.name)) return false;
  seen.add(type.name);
  return [...type.fields.values()].some(({ coordinate, named }) => {
    const verdict = cut.judge(coordinate, []);
    if (verdict.kind === 'leaveOut') return false;
    if (named.kind !== 'object') return true;
    const below = cut.contract.get(named.name);
    return below !== undefined && hasGrantedLeaf(below, cut, seen);
  });
}

function isTypename(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD
    ? selection.name.value === '__typename'
    : selection.kind === Kind.INLINE_FRAGMENT && selection.selectionSet.selections.every(isTypename);
}

function namesOfVariables(node: SelectionSetNode): readonly string[] {
  const names = new Set<string>();
  visit(node, { Variable: (variable) => void names.add(variable.name.value) });
  return [...names];
}
