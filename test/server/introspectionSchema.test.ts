import fc from 'fast-check';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  printSchema,
  printType,
  validateSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { buildCallerSchema } from '../../gateway/server/introspection/buildCallerSchema.ts';
import { composeApiSchema } from '../support/apiSchema.ts';

const schema = composeApiSchema();

/** The names of what a type shows; undefined when it is not there. */
function fieldsOf(view: GraphQLSchema, name: string): readonly string[] | undefined {
  const type = view.getType(name);
  return isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()).sort() : undefined;
}

const viewOf = (...coordinates: readonly string[]) =>
  buildCallerSchema(schema, (each) => coordinates.includes(each));

const KEYS = ['asOf', 'operator', 'waybill'];

describe('a caller is shown', () => {
  test('the whole schema when it can see everything', () => {
    const all = buildCallerSchema(schema, () => true);
    const shown = Object.values(all.getTypeMap());
    expect(shown.map((type) => printType(type))).toEqual(
      shown.map(({ name }) => printType(schema.getType(name) as GraphQLNamedType)),
    );
    // The labels' own enums are in the supergraph for the hub; no field of the API refers to them.
    const left = Object.keys(schema.getTypeMap()).filter((name) => all.getType(name) === undefined);
    expect(left.sort()).toEqual(['DataSubject', 'PersonalCategory']);
  });

  test("the hub's own types and the keys of legs without any agreement", () => {
    const view = viewOf();
    for (const type of ['Leg', 'CourierLeg', 'LockerLeg']) expect(fieldsOf(view, type)).toEqual(KEYS);
    for (const type of [
      'Query',
      'Operator',
      'Sharing',
      'SharedField',
      'ParcelConnection',
      'OperatorCandidate',
    ]) {
      expect(fieldsOf(view, type)).toEqual(fieldsOf(schema, type));
    }
    for (const type of ['Recipient', 'Address', 'TrackingEvent', 'Facility', 'Money', 'Estimate', 'Proof']) {
      expect(view.getType(type)).toBeUndefined();
    }
    // What the hub derives keeps its own fields, and loses those that could only show a type of operators.
    expect(fieldsOf(view, 'ParcelEvent')).toContain('occurredAt');
    expect(fieldsOf(view, 'ParcelEvent')).not.toContain('place');
    expect(fieldsOf(view, 'Pickup')).not.toContain('station');
    expect(fieldsOf(view, 'Parcel')).not.toContain('estimate');
    expect(fieldsOf(view, 'Parcel')).toContain('pickup');
  });

  test('a field, and not its neighbour', () => {
    const view = viewOf('LockerLeg.pickupCode', 'LockerLeg.recipient', 'Recipient.name');
    expect(fieldsOf(view, 'LockerLeg')).toEqual([...KEYS, 'pickupCode', 'recipient'].sort());
    expect(fieldsOf(view, 'Recipient')).toEqual(['name']);
    expect(view.getType('Address')).toBeUndefined();
    expect(fieldsOf(view, 'CourierLeg')).toEqual(KEYS);
  });

  test('a field of the interface only when both legs have it', () => {
    expect(fieldsOf(viewOf('CourierLeg.status'), 'Leg')).toEqual(KEYS);
    expect(fieldsOf(viewOf('CourierLeg.status', 'LockerLeg.status'), 'Leg')).toEqual(
      [...KEYS, 'status'].sort(),
    );
  });

  test('an object only when something below it can be shown', () => {
    const address = ['CourierLeg.recipient', 'Recipient.address'];
    expect(fieldsOf(viewOf(...address), 'CourierLeg')).toEqual(KEYS);
    expect(viewOf(...address).getType('Recipient')).toBeUndefined();
    expect(fieldsOf(viewOf(...address, 'Address.city'), 'CourierLeg')).toEqual([...KEYS, 'recipient'].sort());
  });

  test('nothing below a field that is not shown', () => {
    expect(viewOf('Recipient.name').getType('Recipient')).toBeUndefined();
  });

  test('an enum while something refers to it', () => {
    expect(viewOf().getType('ConsentBasis')).toBeDefined();
    expect(viewOf().getType('ProofKind')).toBeUndefined();
    expect(viewOf('CourierLeg.proof', 'Proof.kind').getType('ProofKind')).toBeDefined();
  });

  test('descriptions, arguments and defaults as they are', () => {
    const { Query, LockerLeg } = viewOf('LockerLeg.events', 'TrackingEvent.id').getTypeMap();
    const { myParcels } = (isObjectType(Query) && Query.getFields()) || {};
    expect(myParcels?.args.find(({ name }) => name === 'first')?.defaultValue).toBe(20);
    expect(myParcels?.description).toMatch(/platform/);
    const { events } = (isObjectType(LockerLeg) && LockerLeg.getFields()) || {};
    expect(events?.args.map(({ name }) => name)).toEqual(['last']);
  });
});

describe('whatever is visible', () => {
  const coordinates = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));

  test('the view is a valid schema and shows nothing else of operators', () => {
    const own = new Set(Object.keys(viewOf().getTypeMap()));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.subarray(coordinates),
          fc.subarray(coordinates.filter((each) => !each.startsWith('Parcel'))),
        ),
        (visible) => {
          const shown = new Set(visible);
          const view = buildCallerSchema(schema, (each) => shown.has(each));
          expect(validateSchema(view).map(({ message }) => message)).toEqual([]);
          for (const type of Object.values(view.getTypeMap()).filter(isObjectType)) {
            if (type.name.startsWith('__')) continue;
            const isLeg = /^(Courier|Locker)Leg$/.test(type.name);
            if (own.has(type.name) && !isLeg) continue;
            for (const field of Object.keys(type.getFields())) {
              if (isLeg && KEYS.includes(field)) continue;
              expect(visible).toContain(`${type.name}.${field}`);
            }
          }
        },
      ),
      { seed: 11, numRuns: 150 },
    );
  });

  test('seeing more never shows less', () => {
    const countFields = (visible: ReadonlySet<string>) =>
      Object.values(buildCallerSchema(schema, (each) => visible.has(each)).getTypeMap())
        .filter(isObjectType)
        .reduce((sum, type) => sum + Object.keys(type.getFields()).length, 0);
    fc.assert(
      fc.property(fc.subarray(coordinates), fc.subarray(coordinates), (some, more) => {
        expect(countFields(new Set([...some, ...more]))).toBeGreaterThanOrEqual(countFields(new Set(some)));
      }),
      { seed: 13, numRuns: 50 },
    );
  });
});

describe('schemas of other shapes', () => {
  const other = buildSchema(`
    type Query { legs: [Part!]! thing: Thing either: Either has: Has }
    interface Part { operator: ID! waybill: ID! }
    type ALeg implements Part { operator: ID! waybill: ID! loop: Loop a: A has: Has }
    type BLeg implements Part { operator: ID! waybill: ID! b: B has: Has }
    type Loop { other: Pool }
    type Pool { other: Loop deep: String }
    interface Has { x: String y: String }
    type A implements Has { x: String y: String }
    type B implements Has { x: String y: String }
    union Either = A | B
    type Thing { a: A id: ID }
  `);
  const view = (...visible: readonly string[]) =>
    printSchema(buildCallerSchema(other, (each) => visible.includes(each), ['ALeg', 'BLeg']));

  test('types that lead to nothing but each other show nothing', () => {
    const loop = ['ALeg.loop', 'Loop.other', 'Pool.other'];
    expect(view(...loop)).not.toMatch(/Loop|Pool/);
    expect(view(...loop, 'Pool.deep')).toMatch(/type Loop/);
  });

  test('an interface whose types have nothing in common goes, and what led to it', () => {
    const apart = view('ALeg.a', 'ALeg.has', 'A.x', 'BLeg.b', 'B.y');
    expect(apart).not.toMatch(/Has\b|has:/);
    expect(apart).toMatch(/type A \{\n {2}x/);
    expect(view('ALeg.a', 'ALeg.has', 'A.x', 'BLeg.b', 'B.x', 'B.y')).toMatch(
      /interface Has \{\n {2}x: String\n}/,
    );
  });

  test('a union keeps the members that stay', () => {
    expect(view('ALeg.a', 'A.x')).toMatch(/union Either = A$/m);
    expect(view()).not.toMatch(/Either/);
  });
});
