/** An agreement that was signed when the network had more: what is gone is not shared, and everything else is as it was signed. */
import { describe, expect, test } from 'vitest';
import type { AgreementContract } from '../../../gateway/agreements/agreementContract.ts';
import { readSignedAgreement } from '../../../gateway/agreements/read/readSignedAgreement.ts';
import { CONTRACT } from './support.ts';

/** The contract of a hub that has a field and a type less than it had. */
const LESS = {
  ...CONTRACT,
  types: new Map(
    [...CONTRACT.types].flatMap(([name, fields]) => {
      if (name === 'Recipient') return [];
      return [
        [
          name,
          new Map([...fields].filter(([field]) => field !== 'custody' && field !== 'recipient')),
        ] as const,
      ];
    }),
  ),
};

const write = (types: string) => `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(operator: "sf-express", platform: "cainiao", purposes: [ORDER_STATUS]
    from: "2017-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z")
${types}`;
const read = (types: string, contract: AgreementContract = CONTRACT) =>
  readSignedAgreement({ file: 'sf-express--cainiao.graphql', text: write(types) }, contract);
const clausesOf = (types: string, contract?: AgreementContract) =>
  read(types, contract).agreement?.clauses.map(({ coordinate, line }) => `${line} ${coordinate}`);

const WHOLE = `type CourierLeg {
  custody: Custody @share
  status: ParcelStatus @share
  recipient: Recipient @share
}
type Recipient {
  name: String @share(as: CN_NAME)
}`;

describe('in a network that has less than it had', () => {
  test('all is shared while it has it', () => {
    expect(clausesOf(WHOLE)).toEqual([
      '6 CourierLeg.custody',
      '7 CourierLeg.status',
      '8 CourierLeg.recipient',
      '11 Recipient.name',
    ]);
    expect(read(WHOLE).problems).toEqual([]);
  });

  test('then only the rest is, each clause where it stands, and what is wrong is said', () => {
    expect(clausesOf(WHOLE, LESS)).toEqual(['7 CourierLeg.status']);
    expect(read(WHOLE, LESS).problems.length).toBeGreaterThan(0);
  });

  test('however the types are written', () => {
    const extended = WHOLE.replaceAll('type ', 'extend type ');
    expect(clausesOf(extended)).toEqual(clausesOf(WHOLE));
    expect(clausesOf(extended, LESS)).toEqual(['7 CourierLeg.status']);
  });

  test('a field of another type now is not shared, and all others are', () => {
    const types = new Map(CONTRACT.types);
    const fields = new Map(types.get('CourierLeg'));
    const custody = fields.get('custody');
    if (custody === undefined) throw new Error('the contract has a custody');
    types.set(
      'CourierLeg',
      fields.set('custody', { ...custody, typeName: 'String', type: 'String' } as never),
    );
    const changed = { ...CONTRACT, types };
    expect(read(WHOLE, changed).problems.length).toBeGreaterThan(0);
    expect(clausesOf(WHOLE, changed)).toEqual([
      '7 CourierLeg.status',
      '8 CourierLeg.recipient',
      '11 Recipient.name',
    ]);
  });

  test('the terms stay as they were signed', () => {
    const { clauses, ...signed } = read(WHOLE).agreement ?? { clauses: [] };
    expect(clauses).not.toEqual([]);
    expect(read(WHOLE, LESS).agreement).toMatchObject(signed);
  });
});

test.each([
  ['nothing of it is left', 'type Recipient { name: String @share(as: CN_NAME) }'],
  ['what is left has an error of another kind', WHOLE.replace('ParcelStatus', 'String')],
  ['it is no document', 'type CourierLeg {'],
])('it grants nothing where %s', (_, types) => {
  expect(read(types, LESS).agreement?.clauses ?? []).toEqual([]);
  expect(read(types, LESS).problems.length).toBeGreaterThan(0);
});
