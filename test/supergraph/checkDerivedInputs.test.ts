/** Every input of a derived field is operational; doctored graphs show that the check can fail. */
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { checkDerivedInputs } from '../../gateway/supergraph/checkDerivedInputs.ts';
import { directorySdl, roleSdl, timelineSdl } from '../../schema/network.ts';

const contract = [roleSdl('courier'), roleSdl('locker'), directorySdl()];
const findIn = (timeline: string, network = contract) =>
  checkDerivedInputs(
    parse(timeline),
    network.map((sdl) => parse(sdl)),
  ).map(({ code, message }) => `${code} ${message}`);
const requiring = (fields: string) =>
  timelineSdl().replace(/@requires\(fields: "legs \{[^"]*"\)\n?(?=\})/, `@requires(fields: "${fields}")\n`);

test('the network derives from operational fields only', () => {
  expect(findIn(timelineSdl())).toEqual([]);
});

test.each([
  [
    'a personal field of one leg type',
    'legs { ... on LockerLeg { pickupCode } }',
    ['`LockerLeg.pickupCode`, which is `@personal`'],
  ],
  [
    'a personal object, and what is below it',
    'legs { ... on CourierLeg { sender { name } } }',
    ['`CourierLeg.sender`, which is `@personal`', '`Sender.name`, which is `@personal`'],
  ],
  [
    'a personal leaf below operational fields',
    'legs { events { text } }',
    ['`TrackingEvent.text`, which is `@personal`'],
  ],
  [
    'the interface and every type that implements it',
    'legs { recipient { address { city } } }',
    [
      '`Address.city`, which is `@personal`',
      '`CourierLeg.recipient`, which is `@personal`',
      '`Leg.recipient`, which is `@personal`',
      '`LockerLeg.recipient`, which is `@personal`',
      '`Recipient.address`, which is `@personal`',
    ],
  ],
  [
    'a field that nobody knows',
    'legs { mood }',
    [
      '`CourierLeg.mood`, which has no label',
      '`Leg.mood`, which has no label',
      '`LockerLeg.mood`, which has no label',
    ],
  ],
])('%s', (_, fields, reads) => {
  expect(requiring(fields)).toContain(fields);
  expect(findIn(requiring(fields))).toEqual(reads.map((read) => `HUB040 \`Parcel.basis\` reads ${read}`));
});

test('the label of the interface does not speak for a type that implements it', () => {
  const [courier = '', locker = '', directory = ''] = contract;
  const doctored = locker.replace(
    'waybill: ID! @operational\n  "Where the leg stands, as the locker operator says."\n  status: ParcelStatus @operational @continuity',
    'waybill: ID! @operational\n  status: ParcelStatus @personal(category: CONTACT, subject: RECIPIENT)',
  );
  expect(doctored).not.toBe(locker);
  expect(findIn(timelineSdl(), [courier, doctored, directory])).toContain(
    'HUB040 `Parcel.basis` reads `LockerLeg.status`, which is `@personal`',
  );
});

test('`@requires` is known by its specification, whatever it is called', () => {
  const renamed = requiring('legs { ... on LockerLeg { pickupCode } }')
    .replace('"@requires"', '{ name: "@requires", as: "@needs" }')
    .replaceAll('@requires(', '@needs(');
  expect(findIn(renamed)).toHaveLength(1);
});
