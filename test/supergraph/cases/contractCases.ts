/** Refusals that come from comparing with the contract of the role, each beside its nearest acceptance. */
import type { CheckCase } from './checkCase.ts';

const STATUS = '  status: ParcelStatus @operational @continuity\n';
const END = 'scalar DateTime\n';
const extended = (field: string, types = '') => `${END}extend type CourierLeg {\n  ${field}\n}\n${types}`;

export const contractCases: readonly CheckCase[] = [
  {
    line: '["@key", "@shareable"]',
    refused: '["@key"]',
    finds: [
      'HUB025 29:6 `TrackingEvent` is not `@shareable`',
      'HUB013 29:20 `@shareable` is neither imported nor defined',
      'HUB025 34:6 `Recipient` is not `@shareable`',
    ],
    accepted: '["@key", "@shareable", "@tag"]',
  },
  {
    line: END,
    refused: `${END}type Query { leg(waybill: ID!): String }`,
    finds: ['HUB014 44:14 `Query.leg` is a root field'],
    accepted: `${END}type Query { _service: _Service! }\ntype _Service { sdl: String }`,
  },
  {
    line: END,
    refused: `${END}extend schema { subscription: Watch }\ntype Watch { leg: String }`,
    finds: ['HUB014 45:14 `Watch.leg` is a root field'],
    accepted: END,
  },
  {
    line: END,
    refused: `${END}type Mutation { _service: String }`,
    finds: ['HUB014 44:17 `Mutation._service` is a root field'],
    accepted: END,
  },
  {
    line: '  waybill: ID! @operational\n',
    refused: '',
    finds: ['HUB015 17:6 `CourierLeg` has no `waybill`, which is part of its key'],
    accepted: '  waybill: ID!\n',
  },
  {
    line: 'type CourierLeg implements',
    refused: 'type SfExpress_Leg implements',
    finds: [
      'HUB015 1:1 the document has no `CourierLeg`',
      'HUB035 17:6 the extension type `SfExpress_Leg` implements an interface',
      'HUB037 17:6 the extension type `SfExpress_Leg` has no description',
      'HUB016 17:35 `SfExpress_Leg` has the key `fields: "operator { code } waybill"`, which the contract does not give it',
      'HUB037 18:3 `SfExpress_Leg.operator` has no description',
      'HUB032 18:13 `SfExpress_Leg.operator` has the type `Operator!`, which is not nullable throughout',
      'HUB034 18:13 `SfExpress_Leg.operator` has the type `Operator`, which an extension cannot have',
      'HUB037 19:3 `SfExpress_Leg.waybill` has no description',
      'HUB032 19:12 `SfExpress_Leg.waybill` has the type `ID!`, which is not nullable throughout',
      'HUB037 20:3 `SfExpress_Leg.status` has no description',
      'HUB033 20:37 `SfExpress_Leg.status` is labelled `@continuity`',
      'HUB037 21:3 `SfExpress_Leg.events` has no description',
      'HUB037 22:3 `SfExpress_Leg.recipient` has no description',
    ],
    accepted: 'type CourierLeg implements',
  },
  {
    line: '"operator { code } waybill"',
    refused: '"waybill"',
    finds: ['HUB016 17:32 `CourierLeg` has the key `fields: "waybill"`, which the contract does not give it'],
    accepted: '"waybill, operator{code}"',
  },
  {
    line: '"operator { code } waybill"',
    refused: '"x: operator { code } waybill"',
    finds: [
      'HUB016 17:32 `CourierLeg` has the key `fields: "waybill x: operator { code }"`, which the contract does not give it',
    ],
    accepted: '"operator { code } waybill"',
  },
  {
    line: '"operator { code } waybill"',
    refused: '"operator { code } waybill", resolvable: false',
    finds: [
      'HUB016 17:32 `CourierLeg` has the key `fields: "operator { code } waybill", resolvable: false`, which the contract does not give it',
    ],
    accepted: '"operator { code } waybill", resolvable: true',
  },
  {
    line: 'type Recipient @shareable',
    refused: 'type Recipient @shareable @key(fields: "name")',
    finds: ['HUB016 34:27 `Recipient` has the key `fields: "name"`, which the contract does not give it'],
    accepted: 'type Recipient @shareable',
  },
  {
    line: 'type Operator @key(fields: "code", resolvable: false)',
    refused: 'type Operator',
    finds: ['HUB016 25:6 `Operator` has no key `fields: "code", resolvable: false`'],
    accepted: 'type Operator @key(resolvable: false, fields: "code")',
  },
  {
    line: END,
    refused: `${END}type LockerLeg @key(fields: "operator { code } waybill") { operator: Operator! waybill: ID! }`,
    finds: ['HUB017 44:6 `LockerLeg` is not a type of this role'],
    accepted: END,
  },
  {
    line: END,
    refused: extended('"The next leg." sfExpress_next: Leg @operational'),
    finds: ['HUB017 45:35 `CourierLeg.sfExpress_next` leads to a leg'],
    accepted: extended(
      '"The next leg." sfExpress_next: LegReference @operational',
      'type LegReference @shareable { waybill: ID }',
    ),
  },
  {
    line: END,
    refused: `${END}type Recipent { name: String }`,
    finds: ['HUB018 44:6 the type `Recipent` is not in the contract'],
    accepted: `${END}"r" type SfExpress_Recipient { "n" name: String @operational }`,
  },
  {
    line: END,
    refused: `${END}type Parcel { id: ID }`,
    finds: ['HUB018 44:6 the type `Parcel` is not in the contract'],
    accepted: END,
  },
  {
    line: 'scalar DateTime',
    refused: 'enum DateTime { NOW }',
    finds: ['HUB019 43:6 `DateTime` is an enum type here and a scalar type in the contract'],
    accepted: 'scalar DateTime',
  },
  {
    line: STATUS,
    refused: `${STATUS}  waybil: ID\n`,
    finds: ['HUB020 21:3 `CourierLeg.waybil` is not in the contract'],
    accepted: `${STATUS}  "w" sfExpress_waybil: ID @operational\n`,
  },
  {
    line: '  occurredAt',
    refused: '  temperature: Float\n  occurredAt',
    finds: ['HUB020 30:3 `TrackingEvent.temperature` is not in the contract'],
    accepted: '  recordedAt: DateTime\n  occurredAt',
  },
  {
    line: 'status: ParcelStatus @operational\n',
    refused: 'status: ParcelStatus! @operational\n',
    finds: [
      'HUB021 31:11 `TrackingEvent.status` has the type `ParcelStatus!`, in the contract `ParcelStatus`',
    ],
    accepted: 'status: ParcelStatus\n',
  },
  {
    line: 'events(last: Int): [TrackingEvent]',
    refused: 'events(last: Int): TrackingEvent',
    finds: [
      'HUB021 21:22 `CourierLeg.events` has the type `TrackingEvent`, in the contract `[TrackingEvent]`',
    ],
    accepted: 'events(last: Int): [TrackingEvent]',
  },
  {
    line: 'events(last: Int)',
    refused: 'events(last: Int, lang: String!)',
    finds: ['HUB022 21:21 `CourierLeg.events(lang:)` is not in the contract'],
    accepted: 'events',
  },
  {
    line: 'events(last: Int)',
    refused: 'events(last: Int = 10)',
    finds: ['HUB022 21:10 `CourierLeg.events(last:)` is `Int = 10`, in the contract `Int`'],
    accepted: 'events(last: Int)',
  },
  {
    line: 'events(last: Int)',
    refused: 'events(lst: Int)',
    finds: ['HUB022 21:10 `CourierLeg.events(lst:)` is not in the contract'],
    accepted: 'events(last: Int)',
  },
  {
    line: '  DELIVERED\n',
    refused: '  DELIVERD\n',
    finds: ['HUB023 40:3 `ParcelStatus.DELIVERD` is not in the contract'],
    accepted: '  DELIVERED\n',
  },
  {
    line: '@personal(category: IDENTITY, subject: RECIPIENT)',
    refused: '@operational',
    finds: [
      'HUB024 22:24 `CourierLeg.recipient` is labelled `@operational`, in the contract `@personal(category: IDENTITY, subject: RECIPIENT)`',
    ],
    accepted: '',
  },
  {
    line: '@personal(category: IDENTITY, subject: RECIPIENT)',
    refused: '@personal(category: CONTACT, subject: RECIPIENT)',
    finds: [
      'HUB024 22:24 `CourierLeg.recipient` is labelled `@personal(category: CONTACT, subject: RECIPIENT)`, in the contract `@personal(category: IDENTITY, subject: RECIPIENT)`',
    ],
    accepted: '@personal(subject: RECIPIENT, category: IDENTITY)',
  },
  {
    line: 'occurredAt: DateTime @operational',
    refused: 'occurredAt: DateTime @operational @continuity',
    finds: [
      'HUB024 30:37 `TrackingEvent.occurredAt` is labelled `@continuity`, in the contract `@operational`',
    ],
    accepted: 'occurredAt: DateTime',
  },
  {
    line: 'occurredAt: DateTime @operational',
    refused: 'occurredAt: DateTime @operational @operational',
    finds: ['HUB024 30:37 `TrackingEvent.occurredAt` is labelled `@operational` twice'],
    accepted: 'occurredAt: DateTime @deprecated',
  },
  {
    line: 'type TrackingEvent @shareable',
    refused: 'type TrackingEvent',
    finds: ['HUB025 29:6 `TrackingEvent` is not `@shareable`'],
    accepted: 'extend type TrackingEvent @shareable',
  },
  {
    line: STATUS,
    refused: '',
    finds: ['HUB026 17:6 `CourierLeg` has no `status`, which `Leg` has'],
    accepted: STATUS,
  },
  {
    line: 'type Recipient @shareable',
    refused: 'type Recipient implements Leg @shareable',
    finds: ['HUB026 34:27 `Recipient` implements `Leg`, which it does not in the contract'],
    accepted: 'type Recipient @shareable',
  },
];
