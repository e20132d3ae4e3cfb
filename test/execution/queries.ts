/**
 * Random valid queries over a schema, as values that fast-check can shrink.
 * A response key stands for one field with one set of arguments everywhere, so that any two selections can be merged.
 */
import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { hash } from './stubSources.ts';

export type Selection =
  | {
      readonly kind: 'field';
      readonly key: string;
      readonly text: string;
      readonly directive: string;
      readonly selections: readonly Selection[] | null;
    }
  | {
      readonly kind: 'inline';
      readonly type: string;
      readonly directive: string;
      readonly selections: readonly Selection[];
    }
  | {
      readonly kind: 'named';
      readonly type: string;
      readonly directive: string;
      readonly selections: readonly Selection[];
    };

const DIRECTIVES = [
  '',
  '',
  '',
  '',
  '@skip(if: $yes)',
  '@skip(if: $no)',
  '@include(if: $yes)',
  '@include(if: $unset)',
  '@include(if: $no)',
  '@skip(if: true)',
  '@include(if: true)',
  '@skip(if: $no) @include(if: $yes)',
];

/** Each of them is the alias of the fields whose name falls to it. */
const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'length',
  'isPrototypeOf',
];

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'Query.parcel': [
    '(trackingNumber: "one")',
    '(trackingNumber: $number)',
    '(trackingNumber: 12, operator: "zto")',
  ],
  'Query.parcels': ['(trackingNumbers: ["a", "b"])', '(trackingNumbers: $numbers)'],
  'Query.myParcels': ['', '(first: $first)', '(status: DELIVERED, after: null)', '(status: $status)'],
  'Query.detect': ['(trackingNumber: $number)'],
  'Parcel.events': ['', '(last: 2)', '(last: $first)'],
};

export const VARIABLES =
  '$number: ID! = "n", $numbers: [ID!]! = ["x", "y", "z"], $first: Int = 3, $status: ParcelStatus, $yes: Boolean!, $no: Boolean!, $unset: Boolean! = true';

/** Random selections on the query type. */
export function arbitraryQuery(schema: GraphQLSchema): fc.Arbitrary<readonly Selection[]> {
  const query = schema.getQueryType();
  if (!query) throw new Error('the schema has no query type');
  return selectionsOn(query, 5);

  function selectionsOn(type: GraphQLCompositeType, depth: number): fc.Arbitrary<readonly Selection[]> {
    const one = fc.oneof(
      { arbitrary: fieldOn(type, depth), weight: 6 },
      ...(depth > 1 ? [{ arbitrary: fragmentOn(type, depth), weight: 2 }] : []),
    );
    return fc.array(one, { minLength: 1, maxLength: type === query ? 3 : 5 });
  }

  function fieldOn(type: GraphQLCompositeType, depth: number): fc.Arbitrary<Selection> {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const usable = fields.filter((field) => depth > 1 || !isCompositeType(getNamedType(field.type)));
    const typename = fc
      .record({ alias: fc.constantFrom('', 'kindOf'), directive: fc.constantFrom(...DIRECTIVES) })
      .map(
        ({ alias, directive }): Selection => ({
          kind: 'field',
          key: alias || '__typename',
          text: alias === '' ? '__typename' : `${alias}: __typename`,
          directive,
          selections: null,
        }),
      );
    if (usable.length === 0) return typename;
    const known = fc.constantFrom(...usable).chain((field) => selectField(type, field, depth));
    return fc.oneof({ arbitrary: known, weight: 9 }, { arbitrary: typename, weight: 1 });
  }

  function selectField(type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>, depth: number) {
    const variants = ARGUMENTS[`${type.name}.${field.name}`] ?? [''];
    const named = getNamedType(field.type);
    return fc
      .record({
        variant: fc.nat(variants.length - 1),
        aliasing: fc.constantFrom('plain', 'plain', 'plain', 'alias', 'hostile'),
        directive: fc.constantFrom(...DIRECTIVES),
        selections: isCompositeType(named) ? selectionsOn(named, depth - 1) : fc.constant(null),
      })
      .map(({ variant, aliasing, directive, selections }): Selection => {
        const isHostile = aliasing === 'hostile' && variant === 0;
        const alias = isHostile
          ? (HOSTILE[hash(field.name) % HOSTILE.length] ?? '')
          : variant > 0 || aliasing !== 'plain'
            ? `${field.name}_${type === query ? '' : 'x'}${variant}`
            : '';
        return {
          kind: 'field',
          key: alias || field.name,
          text: `${alias === '' ? '' : `${alias}: `}${field.name}${variants[variant]}`,
          directive,
          selections,
        };
      });
  }

  function fragmentOn(type: GraphQLCompositeType, depth: number): fc.Arbitrary<Selection> {
    const conditions = ['', type.name];
    if (isInterfaceType(type)) conditions.push(...schema.getPossibleTypes(type).map(({ name }) => name));
    if (isObjectType(type)) conditions.push(...type.getInterfaces().map(({ name }) => name));
    return fc.constantFrom(...conditions).chain((condition) => {
      const on = schema.getType(condition || type.name);
      if (!isCompositeType(on)) throw new Error(`${condition} is no composite type`);
      return fc.record({
        kind: fc.constantFrom('inline' as const, 'named' as const),
        type: fc.constant(condition),
        directive: fc.constantFrom(...DIRECTIVES),
        selections: selectionsOn(on, depth - 1),
      });
    });
  }
}

/** The text of a query. */
export function printQuery(selections: readonly Selection[]): string {
  const fragments: string[] = [];
  const print = (list: readonly Selection[]): string => `{ ${list.map(printOne).join(' ')} }`;
  const printOne = (selection: Selection): string => {
    if (selection.kind === 'field') {
      const below = selection.selections === null ? '' : ` ${print(selection.selections)}`;
      return `${selection.text} ${selection.directive}${below}`;
    }
    const body = print(selection.selections);
    if (selection.kind === 'inline' || selection.type === '') {
      return `... ${selection.type === '' ? '' : `on ${selection.type}`} ${selection.directive} ${body}`;
    }
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${selection.type} ${body}`);
    return `...${name} ${selection.directive}`;
  };
  const body = print(selections);
  const used = [body, ...fragments].join('\n');
  const variables = VARIABLES.split(', $').map((each, index) => (index === 0 ? each : `$${each}`));
  const needed = variables.filter((each) =>
    new RegExp(`\\${each.slice(0, each.indexOf(':'))}\\b`).test(used),
  );
  return `query${needed.length === 0 ? '' : `(${needed.join(', ')})`} ${used}`;
}
