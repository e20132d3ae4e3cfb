/** Writes the field set of a `@key` in one way, so that order, commas and spaces make no difference. */
import { GraphQLError, Kind, parse, print, type SelectionSetNode, Source } from 'graphql';
import { findExcess } from '../base/findExcess.ts';

/** The field set with its fields in alphabetical order; undefined when it is no field set. */
export function normalizeFieldSet(fields: string): string | undefined {
  const source = new Source(`{ ${fields}\n}`);
  try {
    if (findExcess(source) !== undefined) return undefined;
    const { definitions } = parse(source, { noLocation: true });
    const [operation] = definitions;
    // More than one definition: the text closed the brace itself.
    if (definitions.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION) return undefined;
    return normalize(operation.selectionSet);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

function normalize(set: SelectionSetNode): string {
  const selections = set.selections.map((selection) => {
    if (selection.kind !== Kind.FIELD || selection.selectionSet === undefined) return print(selection);
    // Aliases, arguments and directives stay: with them it is another field set.
    return `${print({ ...selection, selectionSet: undefined })} { ${normalize(selection.selectionSet)} }`;
  });
  return selections.sort().join(' ');
}
