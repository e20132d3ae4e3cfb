/**
 * Generates queries that are valid against the API schema: legs through the interface and through fragments, aliases, one
 * key in several fragments, nested fragments, arguments, variables, `@skip` and `@include`, `__typename` anywhere.
 */
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
} from 'graphql';
import type { Random } from './random.ts';

export interface GeneratedQuery {
  readonly text: string;
  /** Its variables, by name; a value for each is chosen per question. */
  readonly variables: ReadonlyMap<string, QueryVariable>;
}

export interface QueryVariable {
  readonly type: string;
  /** Whether a request may leave it out. */
  readonly isOptional: boolean;
}

/** Fields that no case asks: they say nothing of legs, or are random by design. */
const LEFT_OUT = ['Query.detect', 'Operator.sharing', 'PageInfo.endCursor'];
const MOST_FIELDS = 45;
const MOST_DEPTH = 9;

/** A query; `numbers` are the tracking numbers that literals are chosen from. */
export function generateQuery(
  random: Random,
  schema: GraphQLSchema,
  numbers: readonly string[],
): GeneratedQuery {
  for (;;) {
    const query = new QueryWriter(random, schema, numbers).write();
    // Two fields of one key can clash, and the rule of GraphQL says when; the others are kept by construction.
    const document = parse(query.text, { noLocation: true });
    if (validate(schema, document, [OverlappingFieldsCanBeMergedRule]).length === 0) return query;
  }
}

class QueryWriter {
  readonly #random: Random;
  readonly #schema: GraphQLSchema;
  readonly #numbers: readonly string[];
  readonly #variables = new Map<string, QueryVariable & { readonly definition: string }>();
  readonly #fragments = new Map<string, { readonly type: string; readonly text: string }>();
  #fields = 0;
  #aliases = 0;

  constructor(random: Random, schema: GraphQLSchema, numbers: readonly string[]) {
    this.#random = random;
    this.#schema = schema;
    this.#numbers = numbers;
  }

  write(): GeneratedQuery {
    const roots = Array.from({ length: 1 + this.#random.int(3) }, () => this.#root());
    const definitions = [...this.#variables.values()].map(({ definition }) => definition);
    const header = definitions.length === 0 ? 'query' : `query (${definitions.join(', ')})`;
    const fragments = [...this.#fragments].map(
      ([name, { type, text }]) => `fragment ${name} on ${type} ${text}`,
    );
    return {
      text: [`${header} {\n  ${roots.join('\n  ')}\n}`, ...fragments].join('\n'),
      variables: this.#variables,
    };
  }

  #root(): string {
    const name = this.#random.pick([
      'parcel',
      'parcel',
      'parcel',
      'parcels',
      'parcels',
      'myParcels',
      'operators',
    ]);
    const field = this.#schema.getQueryType()?.getFields()[name];
    if (field === undefined) throw new Error(`no root field ${name}`);
    const parent = this.#schema.getQueryType() as GraphQLNamedType;
    const args: Readonly<Record<string, () => string>> = {
      parcel: () =>
        `(trackingNumber: ${this.#number()}${this.#random.chance(0.15) ? `, operator: ${this.#operator()}` : ''})`,
      parcels: () => `(trackingNumbers: ${this.#numberList()})`,
      myParcels: () => this.#listArguments(),
    };
    return this.#field(field, parent, 0, { key: `${this.#alias()}: `, args: args[name]?.() ?? '' });
  }

  #selections(type: GraphQLNamedType, depth: number): string {
    const parts = [this.#selection(type, depth)];
    const wanted = depth <= 2 ? 3 : 2;
    for (let more = this.#random.int(wanted + 2); more > 0 && this.#fields < MOST_FIELDS; more--) {
      parts.push(this.#selection(type, depth));
    }
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const random = this.#random;
    const isDeep = this.#fields >= MOST_FIELDS || depth > MOST_DEPTH;
    if (random.chance(0.05)) return random.chance(0.5) ? '__typename' : `${this.#alias()}: __typename`;
    if (!isDeep && random.chance(this.#isAbstract(type) ? 0.55 : 0.12)) {
      const on = this.#condition(type);
      const condition = on === undefined ? '' : ` on ${on.name}`;
      return `...${condition}${this.#directives()} ${this.#selections(on ?? type, depth)}`;
    }
    if (!isDeep && random.chance(0.1)) return this.#spread(this.#condition(type) ?? type, depth);
    const fields = this.#fieldsOf(type, isDeep);
    const [first] = fields;
    if (first === undefined) return '__typename';
    const field = type.name === 'Parcel' && random.chance(0.4) ? this.#legsOf(type) : random.pick(fields);
    return this.#field(field, type, depth);
  }

  #field(
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLNamedType,
    depth: number,
    given?: { readonly key: string; readonly args: string },
  ): string {
    const random = this.#random;
    this.#fields += 1;
    const type = getNamedType(field.type);
    const args = given?.args ?? this.#arguments(field, parent);
    let key = given?.key ?? '';
    if (given === undefined) {
      if (args !== '' || random.chance(0.2)) key = `${this.#alias()}: `;
      // One alias for all leaves of a type: different fields in different fragments answer under one key.
      else if (isLeafType(type) && random.chance(0.06))
        key = `shared${type.name}${String(field.type).startsWith('[') ? 's' : ''}: `;
    }
    const nested = isLeafType(type) ? '' : ` ${this.#selections(type, depth + 1)}`;
    return `${key}${field.name}${args}${this.#directives()}${nested}`;
  }

  #spread(type: GraphQLNamedType, depth: number): string {
    const known = [...this.#fragments].filter(
      ([, fragment]) => fragment.type === type.name && fragment.text !== '',
    );
    if (known.length > 0 && this.#random.chance(0.5)) {
      return `...${this.#random.pick(known)[0]}${this.#directives()}`;
    }
    const name = `F${this.#fragments.size}`;
    // Empty while it is written, so that it never spreads itself.
    this.#fragments.set(name, { type: type.name, text: '' });
    this.#fragments.set(name, { type: type.name, text: this.#selections(type, depth) });
    return `...${name}${this.#directives()}`;
  }

  #isAbstract(type: GraphQLNamedType): boolean {
    return isInterfaceType(type);
  }

  /** The type condition of a fragment; undefined for none. */
  #condition(type: GraphQLNamedType): GraphQLNamedType | undefined {
    if (isInterfaceType(type)) {
      return this.#random.pick([
        ...this.#schema.getPossibleTypes(type),
        ...this.#schema.getPossibleTypes(type),
        type,
      ]);
    }
    if (!isObjectType(type) || this.#random.chance(0.3)) return undefined;
    return this.#random.pick([type, type, ...type.getInterfaces()]);
  }

  #fieldsOf(type: GraphQLNamedType, leavesOnly: boolean): GraphQLField<unknown, unknown>[] {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const fields = Object.values(type.getFields()).filter(
      (field) => !LEFT_OUT.includes(`${type.name}.${field.name}`),
    );
    return leavesOnly ? fields.filter((field) => isLeafType(getNamedType(field.type))) : fields;
  }

  #legsOf(type: GraphQLNamedType): GraphQLField<unknown, unknown> {
    const legs = isObjectType(type) ? type.getFields()['legs'] : undefined;
    if (legs === undefined) throw new Error('a parcel has no legs');
    return legs;
  }

  #arguments(field: GraphQLField<unknown, unknown>, parent: GraphQLNamedType): string {
    if (parent.name === 'Query' || field.args.length === 0 || this.#random.chance(0.5)) return '';
    const given = this.#random
      .some(field.args, 0.7)
      .map(({ name, type }) => `${name}: ${this.#value(String(type))}`);
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  #value(type: string): string {
    const random = this.#random;
    if (random.chance(0.4)) return this.#variable(type);
    if (random.chance(0.08)) return 'null';
    switch (type) {
      case 'Int':
        return String(random.int(4));
      case 'String':
        return random.pick(['"left"', '""', '"a \\"b\\" c"']);
      case '[String!]':
        return random.chance(0.5) ? `["t1", ${this.#variable('String!')}]` : '["t1", "t2"]';
      default:
        // The own enum of an extension.
        return random.pick(['ALPHA', 'BRAVO', 'CHARLIE']);
    }
  }

  #directives(): string {
    const random = this.#random;
    if (!random.chance(0.12)) return '';
    const condition = () =>
      random.chance(0.5) ? random.pick(['true', 'false']) : this.#variable('Boolean!');
    const one = () => ` @${random.pick(['skip', 'include'])}(if: ${condition()})`;
    return random.chance(0.1) ? ` @skip(if: ${condition()}) @include(if: ${condition()})` : one();
  }

  /** A variable of that type: one that is there already, or a new one, with a default now and then. */
  #variable(type: string): string {
    const random = this.#random;
    const known = [...this.#variables].filter(([, variable]) => variable.type === type);
    if (known.length > 0 && random.chance(0.6)) return `$${random.pick(known)[0]}`;
    const name = `v${this.#variables.size}`;
    const byDefault: Readonly<Record<string, string>> = {
      'Boolean!': 'true',
      Int: '1',
      String: '"by default"',
    };
    const text = byDefault[type] !== undefined && random.chance(0.3) ? ` = ${byDefault[type]}` : '';
    const isOptional = text !== '' || !type.endsWith('!');
    this.#variables.set(name, { type, isOptional, definition: `$${name}: ${type}${text}` });
    return `$${name}`;
  }

  #alias(): string {
    this.#aliases += 1;
    return `a${this.#aliases}`;
  }

  #number(): string {
    return this.#random.chance(0.6)
      ? this.#variable('ID!')
      : JSON.stringify(this.#random.pick(this.#numbers));
  }

  #numberList(): string {
    const random = this.#random;
    if (random.chance(0.5)) return this.#variable('[ID!]!');
    return `[${Array.from({ length: 1 + random.int(4) }, () => this.#number()).join(', ')}]`;
  }

  #operator(): string {
    return JSON.stringify(this.#random.pick(['swift', 'red-box', 'north-post', 'nobody']));
  }

  #listArguments(): string {
    const random = this.#random;
    const args = [
      ...(random.chance(0.4) ? [`first: ${random.pick(['1', '2', '30', 'null'])}`] : []),
      ...(random.chance(0.25)
        ? [`status: ${random.pick(['IN_TRANSIT', 'DELIVERED', 'REGISTERED', 'UNKNOWN'])}`]
        : []),
      ...(random.chance(0.2) ? [`updatedSince: "2017-05-30T00:00:00+08:00"`] : []),
    ];
    return args.length === 0 ? '' : `(${args.join(', ')})`;
  }
}
