/**
 * HUB040: every input of a derived field is `@operational`. A `@requires` selection is fixed in the plan, so what it
 * names is fetched for whoever asks. Invariant: an input is judged on every type it can be on, down to its leaves; one
 * that the contract does not label is refused.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { indexTypes, type TypeEntry } from '../base/indexTypes.ts';
import type { Label } from '../base/label.ts';
import { locate } from '../base/locate.ts';
import { namedType } from '../base/namedType.ts';
import type { Problem } from '../base/problem.ts';
import { quote } from '../base/quote.ts';
import { readLinks } from '../base/readLinks.ts';
import { sortProblems } from '../base/sortProblems.ts';
import { FEDERATION_SPEC } from './checkContext.ts';
import { liftLabels } from './liftLabels.ts';

/** What the contract says of the whole network. */
interface Network {
  readonly fields: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, Label>;
  readonly implementers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The problems of a graph with derived fields; `contract` are the documents that say what is operational. */
export function checkDerivedInputs(
  graph: DocumentNode,
  contract: readonly DocumentNode[],
): readonly Problem[] {
  const network = readNetwork(contract);
  const links = readLinks(graph);
  const problems: Problem[] = [];
  for (const type of indexTypes(graph).values()) {
    for (const field of type.fields.values()) {
      for (const node of field.directives ?? []) {
        const linked = links.resolve(`@${node.name.value}`);
        if (linked?.link.identity !== FEDERATION_SPEC || linked.element !== '@requires') continue;
        const derived = `${type.name}.${field.name.value}`;
        for (const fault of findFaults(type.name, node, network))
          problems.push(toProblem(derived, fault, node));
      }
    }
  }
  return sortProblems(problems);
}

function findFaults(typeName: string, node: ConstDirectiveNode, network: Network): ReadonlySet<string> {
  const fields = node.arguments?.find((argument) => argument.name.value === 'fields')?.value;
  const faults = new Set<string>();
  try {
    const [operation] = parse(`{ ${fields?.kind === Kind.STRING ? fields.value : ''} }`).definitions;
    if (operation?.kind === Kind.OPERATION_DEFINITION)
      walk(typeName, operation.selectionSet, network, faults);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    faults.add('reads a field set that cannot be parsed');
  }
  return faults;
}

function walk(typeName: string, set: SelectionSetNode, network: Network, faults: Set<string>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) faults.add('reads a fragment, which cannot be followed');
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      walk(selection.typeCondition?.name.value ?? typeName, selection.selectionSet, network, faults);
    }
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') continue;
    for (const concrete of [typeName, ...(network.implementers.get(typeName) ?? [])]) {
      const coordinate = `${concrete}.${selection.name.value}`;
      const label = network.labels.get(coordinate);
      if (label === undefined) faults.add(`reads ${quote(coordinate)}, which has no label`);
      else if (label.kind !== 'operational') faults.add(`reads ${quote(coordinate)}, which is \`@personal\``);
      const next = network.fields.get(coordinate);
      if (selection.selectionSet && next) walk(next, selection.selectionSet, network, faults);
    }
  }
}

function readNetwork(contract: readonly DocumentNode[]): Network {
  const fields = new Map<string, string>();
  const labels = new Map<string, Label>();
  const implementers = new Map<string, Set<string>>();
  for (const document of contract) {
    for (const [coordinate, label] of liftLabels(document)) labels.set(coordinate, label);
    for (const type of indexTypes(document).values()) addType(type, fields, implementers);
  }
  return { fields, labels, implementers };
}

function addType(type: TypeEntry, fields: Map<string, string>, implementers: Map<string, Set<string>>): void {
  for (const [name, field] of type.fields) {
    fields.set(`${type.name}.${name}`, namedType(field.type).name.value);
  }
  for (const { name } of type.interfaces) {
    implementers.set(name.value, (implementers.get(name.value) ?? new Set()).add(type.name));
  }
}

function toProblem(derived: string, fault: string, node: ConstDirectiveNode): Problem {
  const { loc } = node;
  return {
    code: 'HUB040',
    severity: 'error',
    message: `${quote(derived)} ${fault}`,
    ...(loc === undefined ? {} : { locations: [locate(loc.source, loc.start, loc.end, loc.source.name)] }),
    help: 'derive the field from operational fields only; personal ones are read on the legs',
  };
}
