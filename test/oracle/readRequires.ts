/** What each derived field rests on, read from the contract's own words: the `@requires` of `timeline.graphql`. */
import { Kind, parse, type SelectionSetNode, visit } from 'graphql';
import { timelineSdl } from '../../schema/network.ts';
import type { Asked } from './readAnswer.ts';

/** The inputs of `Parcel.<field>`: what is asked of a leg of that type. */
export type RequiredInputs = (field: string, legType: string) => readonly Asked[];

const sets = readSelectionSets();

/** The inputs of a derived field. */
export const requiredInputs: RequiredInputs = (field, legType) => {
  const set = sets.get(field);
  if (set === undefined) throw new Error(`Parcel.${field} is not derived`);
  return toAsked(set, legType);
};

function readSelectionSets(): ReadonlyMap<string, SelectionSetNode> {
  const found = new Map<string, SelectionSetNode>();
  visit(parse(timelineSdl()), {
    ObjectTypeDefinition: (node) => (node.name.value === 'Parcel' ? undefined : false),
    FieldDefinition(node) {
      const requires = node.directives?.find((directive) => directive.name.value === 'requires');
      const text = requires?.arguments?.[0]?.value;
      if (text?.kind !== Kind.STRING) return;
      const [operation] = parse(`{ ${text.value} }`).definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) return;
      const [legs] = operation.selectionSet.selections;
      if (legs?.kind === Kind.FIELD && legs.selectionSet) found.set(node.name.value, legs.selectionSet);
    },
  });
  return found;
}

function toAsked(set: SelectionSetNode, legType: string): readonly Asked[] {
  return set.selections.flatMap((selection): readonly Asked[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition?.name.value;
      return on === undefined || on === legType ? toAsked(selection.selectionSet, legType) : [];
    }
    const field = selection.name.value;
    if (['__typename', 'operator', 'waybill'].includes(field)) return [];
    const below = selection.selectionSet === undefined ? null : toAsked(selection.selectionSet, legType);
    return [{ field, argumentNames: [], args: {}, below }];
  });
}
