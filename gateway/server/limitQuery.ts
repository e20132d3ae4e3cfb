/**
 * Refuses operations that would cost too much to validate and plan, before anything does either.
 * Invariant: the work here is linear in the text, however its fragments multiply: each is measured once, and counts
 * saturate. Conditions are not evaluated: `@skip` and `@include` hide nothing from a limit.
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
import { addCounts, LIMITS, type Refusal, writeCount } from './limits.ts';

/** Names that the hub gives to things of its own in what it sends on. */
const RESERVED = /^(_hub|hub__)/;

/** Why an operation is refused, for its sender; undefined when it may go on. Text that does not parse goes on too. */
export function limitQuery(query: string): Refusal | undefined {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true, maxTokens: LIMITS.tokens });
  } catch (error) {
    // Apollo Server says what is wrong, and where. That there is too much of it is for us to say.
    const isTooLong = error instanceof Error && error.message.includes('tokens. Parsing aborted');
    return isTooLong ? tooLarge(`more than ${writeCount(LIMITS.tokens)} tokens`, LIMITS.tokens) : undefined;
  }
  return limitDocument(document);
}

/** Why a parsed document is refused; undefined when it may go on. */
export function limitDocument(document: DocumentNode): Refusal | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const executables: (OperationDefinitionNode | FragmentDefinitionNode)[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    executables.push(definition);
  }
  const measure = createMeasure(fragments);
  // A fragment that no operation uses is validated all the same.
  for (const { kind, selectionSet } of executables) {
    const { fields, depth, nesting, ownFields, aliases } = measure(selectionSet);
    const isOperation = kind === Kind.OPERATION_DEFINITION;
    const refusal =
      limit(fields, LIMITS.fields, 'fields, with fragments expanded') ??
      limit(depth, LIMITS.depth, 'levels') ??
      limit(nesting, LIMITS.nesting, 'selection sets in each other, with fragments expanded') ??
      limit(isOperation ? ownFields : 0, LIMITS.rootFields, 'root fields') ??
      limit(aliases, LIMITS.aliases, 'aliases, with fragments expanded');
    if (refusal !== undefined) return refusal;
  }
  const reserved = findReservedName(document);
  if (reserved === undefined) return undefined;
  const message = `\`${reserved}\` cannot be used: names that begin with \`_hub\` or \`hub__\` are the hub's own`;
  return { code: 'RESERVED_NAME', message };
}

function limit(found: number, most: number, what: string): Refusal | undefined {
  return found > most ? tooLarge(`${writeCount(found)} ${what}`, most) : undefined;
}

function tooLarge(found: string, most: number): Refusal {
  const message = `the operation has ${found}; ${writeCount(most)} at most: ask for less, or in several requests`;
  return { code: 'OPERATION_TOO_LARGE', message };
}

interface Size {
  /** Fields at all levels. */
  readonly fields: number;
  readonly depth: number;
  /** Selection sets in each other, this one among them. */
  readonly nesting: number;
  /** Fields at this level. */
  readonly ownFields: number;
  /** Aliased fields at all levels. */
  readonly aliases: number;
}

const NOTHING: Size = { fields: 0, depth: 0, nesting: 0, ownFields: 0, aliases: 0 };

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
    let [fields, depth, nesting, ownFields, aliases] = [0, 0, 1, 0, 0];
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet === undefined ? NOTHING : measure(selection.selectionSet);
        fields = addCounts(fields, 1 + below.fields);
        depth = Math.max(depth, below.depth + 1);
        nesting = Math.max(nesting, below.nesting + 1);
        ownFields = addCounts(ownFields, 1);
        aliases = addCounts(aliases, below.aliases + (selection.alias === undefined ? 0 : 1));
        continue;
      }
      const same =
        selection.kind === Kind.INLINE_FRAGMENT
          ? measure(selection.selectionSet)
          : measureFragment(selection.name.value);
      fields = addCounts(fields, same.fields);
      depth = Math.max(depth, same.depth);
      nesting = Math.max(nesting, same.nesting + 1);
      ownFields = addCounts(ownFields, same.ownFields);
      aliases = addCounts(aliases, same.aliases);
    }
    return { fields, depth, nesting, ownFields, aliases };
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
