/**
 * What the hub adds to what a client asks of an operator: both parts of a leg reference, the status that decisions rest
 * on, the executable directive of a mask.
 * Invariant: it adds nothing that the judge does not grant.
 */
import { type DirectiveNode, type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { ObjectShape } from '../request/contractIndex.ts';
import type { JudgeField } from './judgeField.ts';

/** Names under which the hub asks for what it needs itself, whatever the client asked under any name. */
export const HUB_KEYS = {
  operatorCode: 'hub__operatorCode',
  waybill: 'hub__waybill',
  status: 'hub__status',
  substatus: 'hub__substatus',
} as const;

/** Both parts of a leg reference, whatever the client asked of it. */
export function referenceFields(): readonly FieldNode[] {
  return [fieldNode('operatorCode', HUB_KEYS.operatorCode), fieldNode('waybill', HUB_KEYS.waybill)];
}

/** The status of a leg and its sub-status, as far as they are granted. */
export function stateFields(typeName: string, judge: JudgeField): readonly FieldNode[] {
  return (['status', 'substatus'] as const)
    .filter((name) => judge(`${typeName}.${name}`, []).kind === 'ask')
    .map((name) => fieldNode(name, HUB_KEYS[name]));
}

/** What a phrase rests on: the status beside the text; where that is not granted, only that the text's parent is there. */
export function phraseFields(type: ObjectShape, judge: JudgeField): readonly FieldNode[] {
  const status = type.fields.get('status');
  const isGranted = status?.named.name === 'ParcelStatus' && judge(status.coordinate, []).kind === 'ask';
  return [isGranted ? fieldNode('status', HUB_KEYS.status) : fieldNode('__typename')];
}

/** Drops what the hub itself asks a second time. */
export function onceEach(selections: readonly SelectionNode[]): readonly SelectionNode[] {
  const seen = new Set<string>();
  return selections.filter((selection) => {
    const isOwn = selection.kind === Kind.FIELD && isHubField(selection);
    if (!isOwn) return true;
    const key = selection.alias?.value ?? selection.name.value;
    return seen.has(key) ? false : seen.add(key);
  });
}

function isHubField({ alias, name }: FieldNode): boolean {
  return alias === undefined ? name.value === '__typename' : alias.value.startsWith('hub__');
}

/** The field with `@mask(as:)`, which its operator applies. */
export function withMask(field: FieldNode, mask: string): FieldNode {
  const directive: DirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'mask' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'as' },
        value: { kind: Kind.ENUM, value: mask },
      },
    ],
  };
  return { ...field, directives: [...(field.directives ?? []), directive] };
}

/** A selection set. */
export function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

/** A field without arguments. */
export function fieldNode(name: string, alias?: string): FieldNode {
  const nameNode = { kind: Kind.NAME, value: name } as const;
  return alias === undefined
    ? { kind: Kind.FIELD, name: nameNode }
    : { kind: Kind.FIELD, name: nameNode, alias: { kind: Kind.NAME, value: alias } };
}
