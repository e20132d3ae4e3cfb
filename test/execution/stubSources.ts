/**
 * Sources that answer any operation of the planner with data made out of names: the same entity, field and arguments
 * always give the same value, whichever graph is asked and under whatever alias.
 */
import type { GraphQLDataSource } from '@apollo/gateway';
import {
  buildASTSchema,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

export interface StubOptions {
  /** Varies the data. */
  readonly seed: number;
  /** One value in this many is null; 0 for none. */
  readonly nullOneIn?: number;
  /** One entity in this many is unknown, and one in as many fails; 0 for none. */
  readonly faultOneIn?: number;
  /** The graphs that throw. */
  readonly throwing?: readonly string[];
  readonly listLength?: number;
  /** Whether what is answered about an entity depends on all of its representation, not on its key alone. */
  readonly readsInputs?: boolean;
}

const GRAPHS = ['directory', 'couriers', 'lockers', 'timeline'];

/** A source for each graph of a network. */
export function createStubSources(
  supergraphSdl: string,
  options: StubOptions,
): ReadonlyMap<string, GraphQLDataSource> {
  const schema = buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true });
  return new Map(GRAPHS.map((name) => [name, createStubSource(name, schema, options)]));
}

const documents = new Map<string, ReturnType<typeof parse>>();

function createStubSource(name: string, schema: GraphQLSchema, options: StubOptions): GraphQLDataSource {
  return {
    async process({ request }) {
      if (options.throwing?.includes(name)) throw new Error(`${name} is down`);
      const query = request.query ?? '';
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      const [operation, ...fragments] = document.definitions as [
        OperationDefinitionNode,
        ...FragmentDefinitionNode[],
      ];
      const variables = withDefaults(operation, (request.variables ?? {}) as Record<string, unknown>);
      const maker = new StubMaker(schema, options, variables, fragments);
      const representations = request.variables?.['representations'] as Record<string, unknown>[] | undefined;
      if (representations === undefined) {
        return { data: maker.object(operation.selectionSet, 'Query', 'root') };
      }
      const [field] = operation.selectionSet.selections as FieldNode[];
      const selections = field?.selectionSet;
      const errors: GraphQLError[] = [];
      const entities = representations.map((representation, index) => {
        const seed = seedOf(representation);
        const dice = hash(`${options.seed} ${name} ${seed}`);
        if (seed === undefined || selections === undefined) return null;
        if (options.faultOneIn && dice % options.faultOneIn === 0) return null;
        if (options.faultOneIn && dice % options.faultOneIn === 1) {
          const path = ['_entities', index, 'somewhere'];
          errors.push({ message: `${name} fails on ${seed}`, path, extensions: { seed } } as never);
          return null;
        }
        const typename = String(representation['__typename']);
        if (options.readsInputs !== true) return maker.object(selections, typename, seed);
        const inputs = hash(`${options.seed} ${JSON.stringify(representation)}`);
        return new StubMaker(schema, { ...options, seed: inputs }, variables, fragments).object(
          selections,
          typename,
          seed,
        );
      });
      // As over the wire: plain objects, in which a key may be `__proto__`.
      const data = JSON.parse(JSON.stringify({ _entities: entities }));
      return errors.length > 0 ? { data, errors } : { data };
    },
  };
}

function withDefaults(
  { variableDefinitions }: OperationDefinitionNode,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const variables: Record<string, unknown> = Object.create(null);
  for (const { variable, defaultValue } of variableDefinitions ?? []) {
    if (defaultValue !== undefined) variables[variable.name.value] = valueFromASTUntyped(defaultValue);
  }
  for (const [name, value] of Object.entries(given)) variables[name] = value;
  return variables;
}

function seedOf(representation: Record<string, unknown>): string | undefined {
  const { id, waybill, code } = representation;
  return [id, waybill, code].find((key): key is string => typeof key === 'string');
}

/** Makes values. */
export class StubMaker {
  readonly #schema: GraphQLSchema;
  readonly #options: StubOptions;
  readonly #variables: Record<string, unknown>;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    schema: GraphQLSchema,
    options: StubOptions,
    variables: Record<string, unknown>,
    fragments: readonly FragmentDefinitionNode[] = [],
  ) {
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#schema = schema;
    this.#options = options;
    this.#variables = variables;
  }

  object(selections: SelectionSetNode, typename: string, seed: string): Record<string, unknown> {
    const answer: Record<string, unknown> = Object.create(null);
    this.#fill(answer, selections, typename, seed);
    return answer;
  }

  #fill(
    answer: Record<string, unknown>,
    { selections }: SelectionSetNode,
    typename: string,
    seed: string,
  ): void {
    for (const node of selections) {
      if (node.kind === 'InlineFragment') {
        if (this.#accepts(node.typeCondition?.name.value, typename)) {
          this.#fill(answer, node.selectionSet, typename, seed);
        }
      } else if (node.kind === 'Field') {
        const key = node.alias?.value ?? node.name.value;
        const value = this.value(node, typename, seed);
        if (key in answer) mergeInto(answer[key], value);
        else answer[key] = value;
      } else {
        // Ours spreads none; the gateway's own planner does.
        const fragment = this.#fragments.get(node.name.value);
        if (fragment && this.#accepts(fragment.typeCondition.name.value, typename)) {
          this.#fill(answer, fragment.selectionSet, typename, seed);
        }
      }
    }
  }

  #accepts(condition: string | undefined, typename: string): boolean {
    if (condition === undefined || condition === typename) return true;
    const type = this.#schema.getType(condition);
    const concrete = this.#schema.getType(typename);
    return isInterfaceType(type) && isObjectType(concrete) && this.#schema.isSubType(type, concrete);
  }

  value(node: FieldNode, typename: string, seed: string): unknown {
    const name = node.name.value;
    if (name === '__typename') return typename;
    const type = this.#schema.getType(typename);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (field === undefined) throw new Error(`${typename} has no field ${name}`);
    const given = JSON.stringify(getArgumentValues(field, node, this.#variables));
    if (name === 'waybill' && typename.endsWith('Leg')) return this.#isNull(`${seed} key`) ? null : seed;
    if ((name === 'id' && typename === 'Parcel') || (name === 'code' && typename === 'Operator')) return seed;
    return this.make(field.type, node.selectionSet, `${seed}/${name}${given === '{}' ? '' : given}`);
  }

  make(type: GraphQLOutputType, selections: SelectionSetNode | undefined, seed: string): unknown {
    if (this.#isNull(seed)) return null;
    const dice = hash(`${this.#options.seed} ${seed}`);
    if (isNonNullType(type)) return this.make(type.ofType, selections, `${seed}!`);
    if (isListType(type)) {
      const length = this.#options.listLength ?? dice % 4;
      return Array.from({ length }, (_, index) => this.make(type.ofType, selections, `${seed}.${index}`));
    }
    if (isEnumType(type)) {
      const values = type.getValues();
      return values[dice % values.length]?.name;
    }
    if (isInterfaceType(type) || isObjectType(type)) {
      const possible = isInterfaceType(type) ? this.#schema.getPossibleTypes(type) : [type];
      const typename = possible[dice % possible.length]?.name ?? '';
      return selections === undefined ? null : this.object(selections, typename, seed);
    }
    if (type.name === 'Int') return dice % 100;
    if (type.name === 'Float') return (dice % 100) / 4;
    if (type.name === 'Boolean') return dice % 2 === 0;
    return `${seed}#${dice}`;
  }

  #isNull(seed: string): boolean {
    const { nullOneIn, seed: salt } = this.#options;
    return nullOneIn !== undefined && nullOneIn > 0 && hash(`${salt} null ${seed}`) % nullOneIn === 0;
  }
}

function mergeInto(existing: unknown, value: unknown): void {
  if (Array.isArray(existing) && Array.isArray(value)) {
    for (const [index, element] of existing.entries()) mergeInto(element, value[index]);
  } else if (typeof existing === 'object' && existing !== null) {
    for (const [key, element] of Object.entries(value ?? {})) {
      const target = existing as Record<string, unknown>;
      if (key in target) mergeInto(target[key], element);
      else target[key] = element;
    }
  }
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}
