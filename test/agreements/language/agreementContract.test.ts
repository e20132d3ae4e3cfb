/** The contract of agreements: the same from the roles and from the composed network, and nothing of the hub's own in it. */
import { beforeAll, expect, test } from 'vitest';
import {
  type AgreementContract,
  readAgreementContract,
} from '../../../gateway/agreements/agreementContract.ts';
import { composeNetwork } from '../../../gateway/supergraph/composeNetwork.ts';
import { roleSdl } from '../../../schema/network.ts';
import { CONTRACT } from './support.ts';

const EXTENSION = {
  code: 'sf-express',
  role: 'courier',
  sdl: '"Cold." type SfExpress_Cold { "C." celsius: Float @operational "Who." readBy: String @personal(category: IDENTITY, subject: COURIER) } extend type CourierLeg { "Cold." sfExpress_cold: SfExpress_Cold @operational }',
} as const;

let composed: AgreementContract;
beforeAll(() => {
  const { supergraphSdl, problems } = composeNetwork({ extensions: [EXTENSION] });
  if (supergraphSdl === undefined) throw new Error(JSON.stringify(problems));
  composed = readAgreementContract([supergraphSdl]);
});

const list = ({ types }: AgreementContract) => [...types.values()].flatMap((fields) => [...fields.values()]);
const byCoordinate = (contract: AgreementContract) =>
  list(contract).sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));

test('roles and composed network give the same, but for extensions', () => {
  const isExtension = ({ coordinate }: { readonly coordinate: string }) => /sfExpress/i.test(coordinate);
  expect(byCoordinate(composed).filter((field) => !isExtension(field))).toEqual(byCoordinate(CONTRACT));
  expect(byCoordinate(composed).filter(isExtension)).toMatchObject([
    { coordinate: 'CourierLeg.sfExpress_cold', isObject: true, label: { kind: 'operational' } },
    { coordinate: 'SfExpress_Cold.celsius', isObject: false, type: 'Float' },
    { coordinate: 'SfExpress_Cold.readBy', label: { kind: 'personal', category: 'IDENTITY' } },
  ]);
  expect(composed.statuses).toEqual(CONTRACT.statuses);
  expect(composed.interfaces).toEqual(new Set(['Leg']));
  expect(composed.legTypes).toEqual(['CourierLeg', 'LockerLeg']);
});

test('every field has a label, and the keys of legs are the only keys', () => {
  expect(list(composed).filter(({ label }) => label === undefined)).toEqual([]);
  expect(
    byCoordinate(composed)
      .filter(({ isKey }) => isKey)
      .map(({ coordinate }) => coordinate),
  ).toEqual(['CourierLeg.operator', 'CourierLeg.waybill', 'LockerLeg.operator', 'LockerLeg.waybill']);
});

test("types of the hub's own are known, and not among those that can be shared", () => {
  for (const name of [
    'Operator',
    'Parcel',
    'ParcelEvent',
    'Pickup',
    'Query',
    'Sharing',
    'Leg',
    'ParcelStatus',
  ]) {
    for (const contract of [composed, CONTRACT]) {
      expect([name, contract.types.has(name), contract.otherTypes.has(name)]).toEqual([name, false, true]);
    }
  }
  expect(composed.types.has('LegReference') && composed.types.has('Facility')).toBe(true);
});

test('one role alone has the legs of that role', () => {
  const lockers = readAgreementContract([roleSdl('locker')]);
  expect(lockers.legTypes).toEqual(['LockerLeg']);
  expect(lockers.types.has('Sender')).toBe(false);
});
