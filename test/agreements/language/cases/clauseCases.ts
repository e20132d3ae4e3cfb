/** Refusals and warnings about what is shared with whom, each beside the nearest agreement that nothing is said about. */
import type { AgreementCase } from './agreementCase.ts';

const STATUS = '  status: ParcelStatus @share\n';
const CODE = '  pickupCode: String @share(for: [RECIPIENT_NOTICE], until: DELIVERED)\n';
const STORED = '  storedAt: DateTime @share\n';
const PHONE = '  phone: String @share(as: CN_PHONE)\n';
const TEXT = '  text: String @share(as: SCRUB)\n';
const END = `${PHONE}}\n`;
const both = '(parcels: [OWN, FOREIGN])';

export const clauseCases: readonly AgreementCase[] = [
  // Types and fields of the contract.
  {
    line: END,
    refused: `${END}type Parcel {\n  status: ParcelStatus @share\n}`,
    finds: ['HUB055 30:6 `Parcel` is in no leg'],
    accepted: END,
  },
  {
    line: END,
    refused: `${END}type Operator {\n  code: ID! @share\n}`,
    finds: ['HUB055 30:6 `Operator` is in no leg'],
    accepted: END,
  },
  {
    line: 'type Recipient {',
    refused: 'type Receiver {',
    finds: ['HUB055 27:6 the contract has no type `Receiver`'],
    accepted: 'type Recipient {',
  },
  {
    line: 'pickupCode:',
    refused: 'pickupcode:',
    finds: ['HUB057 14:3 `LockerLeg` has no field `pickupcode`'],
    accepted: 'pickupCode:',
  },
  {
    line: STATUS,
    refused: `${STATUS}  sender: Sender @share\n`,
    finds: ['HUB057 11:3 `LockerLeg` has no field `sender`'],
    accepted: STATUS,
  },
  {
    line: 'storedAt: DateTime',
    refused: 'storedAt: DateTime!',
    finds: ['HUB058 13:13 `LockerLeg.storedAt` is restated as `DateTime!`'],
    accepted: 'storedAt: DateTime',
  },
  {
    line: '[TrackingEvent]',
    refused: 'TrackingEvent',
    finds: ['HUB058 11:22 `LockerLeg.events` is restated as `TrackingEvent`'],
    accepted: '[TrackingEvent]',
  },
  {
    line: 'events(last: Int)',
    refused: 'events(last: Int = 3, first: Int)',
    finds: [
      'HUB058 11:10 `LockerLeg.events` has no argument `last: Int = 3`',
      'HUB058 11:25 `LockerLeg.events` has no argument `first: Int`',
    ],
    accepted: 'events',
  },
  {
    line: STATUS,
    refused: `${STATUS}  waybill: ID! @share\n`,
    finds: ['HUB060 11:16 `LockerLeg.waybill` cannot be shared'],
    accepted: `${STATUS}  waybill: ID!\n`,
  },
  {
    line: STATUS,
    refused: `${STATUS}  operator: Operator! @share\n`,
    finds: ['HUB060 11:23 `LockerLeg.operator` cannot be shared'],
    accepted: `${STATUS}  operator: Operator!\n`,
  },
  {
    line: STATUS,
    refused: `${STATUS}  hiveBox_door: String @share\n`,
    finds: ['HUB059? 11:3 `LockerLeg.hiveBox_door` is not known here'],
    accepted: STATUS,
  },
  {
    line: END,
    refused: `${END}type HiveBox_Door {\n  open: Boolean @share\n}`,
    finds: ['HUB059? 30:6 `HiveBox_Door` is not known here'],
    accepted: END,
  },
  {
    line: PHONE,
    refused: `${PHONE}  hiveBox_nickname: String @share\n`,
    finds: ['HUB057 29:3 `Recipient` has no field `hiveBox_nickname`'],
    accepted: PHONE,
  },
  {
    line: STATUS,
    refused: `${STATUS}  sfExpress_coldChain: SfExpress_ColdChain @share\n`,
    finds: ['HUB074 11:3 `LockerLeg.sfExpress_coldChain` is not a field of `hive-box`'],
    accepted: STATUS,
  },
  {
    line: END,
    refused: `${END}type SfExpress_ColdChain {\n  breached: Boolean @share\n}`,
    finds: ['HUB074 30:6 `SfExpress_ColdChain` is not a type of `hive-box`'],
    accepted: END,
  },
  // Masks.
  {
    line: CODE,
    refused: '  pickupCode: String @share(as: HOUR)\n',
    finds: ['HUB062 14:33 the mask `HOUR` does not fit `LockerLeg.pickupCode`'],
    accepted: '  pickupCode: String @share(as: PSEUDONYM)\n',
  },
  {
    line: STORED,
    refused: '  storedAt: DateTime @share(as: LAST_FOUR)\n',
    finds: ['HUB062 13:33 the mask `LAST_FOUR` does not fit `LockerLeg.storedAt`'],
    accepted: '  storedAt: DateTime @share(as: HOUR)\n',
  },
  {
    line: STATUS,
    refused: '  status: ParcelStatus @share(as: INITIAL)\n',
    finds: [
      'HUB062 10:35 the mask `INITIAL` does not fit `LockerLeg.status`',
      'HUB064 14:22 `LockerLeg.pickupCode` ends with a status that cannot be seen',
      'HUB064 24:10 `Compartment.id` ends with a status that cannot be seen',
    ],
    accepted: STATUS,
  },
  {
    line: 'recipient: Recipient @share',
    refused: 'recipient: Recipient @share(as: CN_NAME)',
    finds: ['HUB062 15:35 the mask `CN_NAME` does not fit `LockerLeg.recipient`'],
    accepted: 'recipient: Recipient @share(as: CLEAR)',
  },
  {
    line: PHONE,
    refused: '  phone: String @share(as: SCRUB)\n',
    finds: ['HUB062 28:28 the mask `SCRUB` does not fit `Recipient.phone`'],
    accepted: '  phone: String @share(as: INITIAL)\n',
  },
  {
    line: TEXT,
    refused: '  text: String @share(as: PSEUDONYM)\n',
    finds: ['HUB062 20:27 the mask `PSEUDONYM` does not fit `TrackingEvent.text`'],
    accepted: TEXT,
  },
  {
    line: TEXT,
    refused: '  text: String @share(for: [RECIPIENT_NOTICE])\n',
    finds: ['HUB068? 20:16 `TrackingEvent.text` is text written by people, and shared as it is'],
    accepted: '  text: String @share(for: [RECIPIENT_NOTICE], as: SCRUB)\n',
  },
  // Whose data, and of which parcels.
  {
    line: PHONE,
    refused: '  phone: String @share\n',
    finds: ['HUB067? 28:17 `Recipient.phone` is personal, and shared as it is for every purpose'],
    accepted: '  phone: String @share(for: [ORDER_STATUS, RECIPIENT_NOTICE])\n',
  },
  {
    line: CODE,
    refused: '  pickupCode: String @share(as: LAST_FOUR, parcels: [FOREIGN])\n',
    finds: [
      "HUB075? 14:22 `LockerLeg.pickupCode` is personal, and shared of parcels that are not the platform's own",
    ],
    accepted: '  pickupCode: String @share(as: LAST_FOUR)\n',
  },
  {
    line: STORED,
    refused: '  storedAt: DateTime @share(parcels: [OWN, DELEGATED])\n',
    finds: ['HUB071? 13:22 parcels that a consumer asked the platform to track are denied for now'],
    accepted: '  storedAt: DateTime @share(parcels: [OWN, FOREIGN])\n',
  },
  // Ends.
  {
    line: STATUS,
    refused: '',
    finds: [
      'HUB064 13:22 `LockerLeg.pickupCode` ends with a status that cannot be seen',
      'HUB064 23:10 `Compartment.id` ends with a status that cannot be seen',
    ],
    accepted: STATUS,
  },
  {
    line: STATUS,
    refused: '  status: ParcelStatus @share(for: [ORDER_STATUS])\n',
    finds: [
      'HUB064 14:22 `LockerLeg.pickupCode` ends with a status that cannot be seen',
      'HUB064 24:10 `Compartment.id` ends with a status that cannot be seen',
    ],
    accepted: '  status: ParcelStatus @share(for: [ORDER_STATUS]) @share(for: [RECIPIENT_NOTICE])\n',
  },
  {
    line: STATUS,
    refused: '  status: ParcelStatus @share(until: DELIVERED)\n',
    finds: [
      'HUB064 10:24 `LockerLeg.status` ends with a status that cannot be seen',
      'HUB064 14:22 `LockerLeg.pickupCode` ends with a status that cannot be seen',
      'HUB064 24:10 `Compartment.id` ends with a status that cannot be seen',
    ],
    accepted: STATUS,
  },
  {
    line: STORED,
    refused: '  storedAt: DateTime @share(parcels: [OWN, FOREIGN], until: RETURNED)\n',
    finds: ['HUB064 13:22 `LockerLeg.storedAt` ends with a status that cannot be seen'],
    accepted: '  storedAt: DateTime @share(until: RETURNED)\n',
  },
  {
    line: `${STATUS}  events(last: Int): [TrackingEvent] @share\n  compartment: Compartment @share\n${STORED}${CODE}`,
    refused: '  compartment: Compartment @share(until: DELIVERED)\n',
    finds: [
      'HUB064 10:28 `LockerLeg.compartment` ends with a status that cannot be seen',
      'HUB064 20:10 `Compartment.id` ends with a status that cannot be seen',
    ],
    accepted: `${STATUS}  events: [TrackingEvent] @share\n  compartment: Compartment @share(until: DELIVERED)\n`,
  },
  {
    line: `${STATUS}  events(last: Int): [TrackingEvent] @share\n  compartment: Compartment @share\n`,
    refused:
      '  status: ParcelStatus @share(for: [RECIPIENT_NOTICE])\n  events: [TrackingEvent] @share\n  compartment: Compartment @share\n',
    finds: ['HUB064 24:10 `Compartment.id` ends with a status that cannot be seen'],
    accepted:
      '  status: ParcelStatus @share(for: [RECIPIENT_NOTICE])\n  events: [TrackingEvent] @share\n  compartment: Compartment @share(for: [RECIPIENT_NOTICE])\n',
  },
  // Clauses of one field.
  {
    line: PHONE,
    refused: '  phone: String @share(as: CN_PHONE) @share(for: [RECIPIENT_NOTICE])\n',
    finds: ['HUB065 28:38 two clauses mask `Recipient.phone` differently'],
    accepted: '  phone: String @share(for: [ORDER_STATUS], as: CN_PHONE) @share(for: [RECIPIENT_NOTICE])\n',
  },
  {
    line: STORED,
    refused: `  storedAt: DateTime @share${both} @share(as: HOUR, parcels: [FOREIGN])\n`,
    finds: ['HUB065 13:54 two clauses mask `LockerLeg.storedAt` differently'],
    accepted: '  storedAt: DateTime @share @share(as: HOUR, parcels: [FOREIGN])\n',
  },
  {
    line: STORED,
    refused: '  storedAt: DateTime @share(until: DELIVERED) @share(as: HOUR)\n',
    finds: ['HUB065 13:47 two clauses mask `LockerLeg.storedAt` differently'],
    accepted: '  storedAt: DateTime @share(until: DELIVERED, as: HOUR)\n',
  },
  {
    line: STATUS,
    refused: '  status: ParcelStatus @share @share\n',
    finds: ['HUB066? 10:31 a clause of `LockerLeg.status` adds nothing'],
    accepted: STATUS,
  },
  {
    line: STORED,
    refused: '  storedAt: DateTime @share(until: DELIVERED) @share\n',
    finds: ['HUB066? 13:22 a clause of `LockerLeg.storedAt` adds nothing'],
    accepted:
      '  storedAt: DateTime @share(for: [ORDER_STATUS], until: DELIVERED) @share(for: [RECIPIENT_NOTICE])\n',
  },
  {
    line: STORED,
    refused: '  storedAt: DateTime @share(until: RETURNED) @share(until: AVAILABLE_FOR_PICKUP)\n',
    finds: ['HUB066? 13:46 a clause of `LockerLeg.storedAt` adds nothing'],
    accepted: '  storedAt: DateTime @share(until: OUT_FOR_DELIVERY) @share(until: AVAILABLE_FOR_PICKUP)\n',
  },
  // What clauses amount to.
  {
    line: '  compartment: Compartment @share\n',
    refused: '',
    finds: ['HUB069? 23:10 `Compartment.id` can never be reached'],
    accepted: '  compartment: Compartment @share(until: DELIVERED)\n',
  },
  {
    line: '  compartment: Compartment @share\n',
    refused: '  compartment: Compartment @share(parcels: [FOREIGN])\n',
    finds: [
      'HUB070? 12:28 `LockerLeg.compartment` shares nothing',
      'HUB069? 24:10 `Compartment.id` can never be reached',
    ],
    accepted: '  compartment: Compartment @share(parcels: [FOREIGN, OWN])\n',
  },
  {
    line: '  recipient: Recipient @share\n',
    refused:
      '  recipient: Recipient @share(for: [RECIPIENT_NOTICE]) @share(for: [ORDER_STATUS], parcels: [FOREIGN])\n',
    finds: ['HUB070? 15:56 `LockerLeg.recipient` shares nothing'],
    accepted: '  recipient: Recipient @share(for: [RECIPIENT_NOTICE])\n',
  },
  {
    line: '  id: ID @share(until: DELIVERED)\n',
    refused: '  id: ID\n',
    finds: ['HUB070? 12:28 `LockerLeg.compartment` shares nothing'],
    accepted: '  id: ID\n  size: CompartmentSize @share\n',
  },
  {
    line: '[ORDER_STATUS, RECIPIENT_NOTICE]',
    refused: '[ORDER_STATUS, RECIPIENT_NOTICE, PROFILING]',
    finds: ['HUB076? 5:48 nothing is shared for `PROFILING`'],
    accepted: '[ORDER_STATUS, RECIPIENT_NOTICE, LEGAL]',
  },
];
