/** Takes one part out of a query: a selection, a directive, or the wrapping of a fragment. */
import { type ASTNode, type DocumentNode, Kind, parse, print, type SelectionNode, visit } from 'graphql';

/** The query without its part number `place`; `none` where that leaves no query, undefined after the last part. */
export function shrinkQuery(query: string, place: number): string | 'none' | undefined {
  const document = parse(query, { noLocation: true });
  let left = place;
  const isWanted = () => left-- === 0;
  const removed = visit(document, {
    enter(node) {
      if (left < 0) return undefined;
      if (isSelection(node) && isWanted()) return null;
      if (node.kind === Kind.DIRECTIVE && isWanted()) return null;
      if (node.kind === Kind.INLINE_FRAGMENT && node.directives?.length === 0 && isWanted()) {
        return { ...node, typeCondition: undefined };
      }
      return undefined;
    },
  });
  if (left >= 0) return undefined;
  const text = tidy(removed);
  return text === undefined || text === query ? 'none' : text;
}

function isSelection(node: ASTNode): node is SelectionNode {
  return node.kind === Kind.FIELD || node.kind === Kind.INLINE_FRAGMENT || node.kind === Kind.FRAGMENT_SPREAD;
}

/** The document without what nothing uses any more; undefined where a selection set is left empty. */
function tidy(document: DocumentNode): string | undefined {
  if (hasEmptySelection(document)) return undefined;
  const text = print(document);
  const spread = new Set([...text.matchAll(/\.\.\.(F\d+)/g)].map(([, name]) => name));
  const used = new Set([...text.matchAll(/\$(v\d+)(?!\d*:)/g)].map(([, name]) => name));
  const definitions = document.definitions.filter(
    (node) => node.kind !== Kind.FRAGMENT_DEFINITION || spread.has(node.name.value),
  );
  const tidied = definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION
      ? {
          ...node,
          variableDefinitions: node.variableDefinitions?.filter(({ variable }) =>
            used.has(variable.name.value),
          ),
        }
      : node,
  );
  const result = print({ ...document, definitions: tidied });
  // What a fragment that is gone used may be unused now.
  return result === text ? text : tidy(parse(result, { noLocation: true }));
}

function hasEmptySelection(document: DocumentNode): boolean {
  let isEmpty = false;
  visit(document, {
    SelectionSet({ selections }) {
      if (selections.length === 0) isEmpty = true;
    },
  });
  return isEmpty;
}
