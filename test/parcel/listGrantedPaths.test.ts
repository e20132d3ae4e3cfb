import { describe, expect, test } from 'vitest';
import { listGrantedPaths } from '../../gateway/agreements/listGrantedPaths.ts';

/** Types as `Leg: a b>Other`, where `>` leads to an object type. */
function list(types: readonly string[], granted: string): string {
  const fields = new Map(
    types.map((text) => {
      const [name = '', list = ''] = text.split(': ');
      return [
        name,
        list.split(' ').map((field) => {
          const [fieldName, below] = field.split('>');
          return { coordinate: `${name}.${fieldName}`, below: below ?? null };
        }),
      ] as const;
    }),
  );
  const isGranted = new Set(granted.split(' '));
  return listGrantedPaths(
    'Leg',
    (name) => fields.get(name) ?? [],
    (field) => isGranted.has(field),
  ).join(' ');
}

const TYPES = [
  'Leg: status recipient>Recipient sender>Sender',
  'Recipient: name address>Address',
  'Sender: name',
  'Address: city',
];

describe('what can be read of a leg', () => {
  test.each([
    ['a leaf', 'Leg.status', 'Leg.status'],
    ['a leaf below an object', 'Leg.recipient Recipient.name', 'Leg.recipient Recipient.name'],
    ['a leaf whose object is withheld', 'Leg.status Recipient.name', 'Leg.status'],
    ['an object without a readable leaf', 'Leg.status Leg.recipient', 'Leg.status'],
    [
      'an object whose only leaf is two steps away',
      'Leg.recipient Recipient.address Address.city',
      'Leg.recipient Recipient.address Address.city',
    ],
    ['the same with the step between withheld', 'Leg.recipient Address.city', ''],
    ['a path that ends before its leaf', 'Leg.recipient Recipient.address', ''],
    ['fields of one name on two types', 'Leg.sender Sender.name Recipient.name', 'Leg.sender Sender.name'],
    ['nothing', '', ''],
  ])('%s', (_, granted, expected) => expect(list(TYPES, granted)).toBe(expected));

  test('types that contain themselves or each other end, and a circle without a leaf is not readable', () => {
    const circle = ['Leg: a>A', 'A: b>B self>A', 'B: a>A name'];
    expect(list(circle, 'Leg.a A.b A.self B.a')).toBe('');
    expect(list(circle, 'Leg.a A.b A.self B.a B.name')).toBe('Leg.a A.b A.self B.a B.name');
  });

  test('a type that is not known is not readable', () => {
    expect(list(['Leg: status other>Gone'], 'Leg.status Leg.other')).toBe('Leg.status');
  });
});
