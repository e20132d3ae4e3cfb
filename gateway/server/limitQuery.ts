/**
 * Refuses operations that would cost too much to validate and plan, before anything does either.
 * Invariant: the work here is linear in the text, however its fragments multiply: each is counted once, and counts
 * saturate.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** The limits of one operation; the largest query of our own tests is a tenth of each. */
export const QUERY_LIMITS = { tokens: 4_000, fields: 1_000, depth: 20, rootFields: 20 } as const;

/** Names that the hub gives to things of its own in what it sends on. */
const RESERVED = /^(_hub|hub__)/;

/** Why an operation is refused, for its sender; undefined when it may go on. Text that does not parse goes on too. */
export function limitQuery(query: string): string | undefined {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true, maxTokens: QUERY_LIMITS.tokens });
  } catch {
    // Apollo Server says what is wrong, and where; it has the same limit of tokens.
    return undefined;
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  const measure = createMeasure(fragments);
  for (const { selectionSet } of operations) {
    const { fields, depth, ownFields } = measure(selectionSet);
    if (fields > QUERY_LIMITS.fields) return tooMany('fields, with fragments expanded', QUERY_LIMITS.fields);
    if (depth > QUERY_LIMITS.depth) return tooMany('levels', QUERY_LIMITS.depth);
    if (ownFields > QUERY_LIMITS.rootFields) return tooMany('root fields', QUERY_LIMITS.rootFields);
  }
  const reserved = findReservedName(document);
  return (
    reserved &&
    `\`${reserved}\` cannot be used: names that begin with \`_hub\` or \`hub__\` are the hub's own`
  );
}

function tooMany(what: string, limit: number): string {
  return `the operation has more than ${limit.toLocaleString('en')} ${what}; ask for less, or in several requests`;
}

interface Size {
  /** Fields at all levels. */
  readonly fields: number;
  readonly depth: number;
  /** Fields at this level. */
  readonly ownFields: number;
}

const NOTHING: Size = { fields: 0, depth: 0, ownFields: 0 };
const MOST = 1_000_000;

/** Measures selection sets; each fragment is measured once, and one that spreads itself counts for nothing. */
function createMeasure(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const known = new Map<string, Size>();
  const measureFragment = (name: string): Size => {
    const size = known.get(name);
    if (size !== undefined) return size;
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const measured = fragment === undefined ? NOTHING : measure(fragment.selectionSet);
    known.set(name, measured);
    return measured;
  };
  const measure = ({ selections }: SelectionSetNode): Size => {
    let [fields, depth, ownFields] = [0, 0, 0];
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet === undefined ? NOTHING : measure(selection.selectionSet);
        fields = Math.min(fields + 1 + below.fields, MOST);
        depth = Math.max(depth, below.depth + 1);
        ownFields += 1;
        continue;
      }
      const same =
        selection.kind === Kind.INLINE_FRAGMENT
          ? measure(selection.selectionSet)
          : measureFragment(selection.name.value);
      fields = Math.min(fields + same.fields, MOST);
      depth = Math.max(depth, same.depth);
      ownFields = Math.min(ownFields + same.ownFields, MOST);
    }
    return { fields, depth, ownFields };
  };
  return measure;
}

function findReservedName(document: DocumentNode): string | undefined {
  let reserved: string | undefined;
  const note = (name: string | undefined): void => {
    if (name !== undefined && RESERVED.test(name)) reserved ??= name;
  };
  visit(document, {
    Field: (field) => note(field.alias?.value),
    VariableDefinition: (definition) => note(definition.variable.name.value),
  });
  return reserved;
}
