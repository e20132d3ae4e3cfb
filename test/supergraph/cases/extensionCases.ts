/** Refusals of an operator's extension, each beside its nearest acceptance. */
import type { CheckCase } from './checkCase.ts';

const END = 'scalar DateTime\n';
const extended = (field: string, types = '') => `${END}extend type CourierLeg {\n  ${field}\n}\n${types}`;
/** Three definitions and as many values. */
const OF_ONE_KIND = '"r" sfExpress_route(of: SfExpress_O): String @operational';
const kinds = (values: number) =>
  `"o" enum SfExpress_O { ${Array.from({ length: values }, (_, nr) => `A${nr}`).join(' ')} }`;

export const extensionCases: readonly CheckCase[] = [
  {
    line: '  name: String\n',
    refused: '  name: String\n  "n" sfExpress_nickname: String @operational\n',
    finds: ['HUB030 36:7 `Recipient.sfExpress_nickname` extends a type that is not the leg of the role'],
    accepted: '  name: String\n  phone: String\n',
  },
  {
    line: END,
    refused: extended('"r" zto_route: String @operational'),
    finds: ['HUB031 45:7 `CourierLeg.zto_route` has a prefix that is not the one of `sf-express`'],
    accepted: extended('"r" sfExpress_route: String @operational'),
  },
  {
    line: END,
    refused: `${END}"r" type Zto_Route { "a" a: Int @operational }`,
    finds: ['HUB031 44:10 `Zto_Route` has a prefix that is not the one of `sf-express`'],
    accepted: `${END}"r" type SfExpress_Route { "a" a: Int @operational }`,
  },
  {
    line: END,
    refused: extended('"r" sfExpress_route: [String!] @operational'),
    finds: [
      'HUB032 45:24 `CourierLeg.sfExpress_route` has the type `[String!]`, which is not nullable throughout',
    ],
    accepted: extended('"r" sfExpress_route: [String] @operational'),
  },
  {
    line: END,
    refused: extended('"r" sfExpress_route: String'),
    finds: ['HUB033 45:7 `CourierLeg.sfExpress_route` has no label'],
    accepted: extended('"r" sfExpress_route: String @operational'),
  },
  {
    line: END,
    refused: extended('"r" sfExpress_route: String @operational @personal(category: GOODS, subject: SENDER)'),
    finds: ['HUB033 45:44 `CourierLeg.sfExpress_route` has more than one label'],
    accepted: extended('"r" sfExpress_route: String @personal(category: GOODS, subject: SENDER)'),
  },
  {
    line: END,
    refused: extended('"r" sfExpress_route: String @personal(category: PETS, subject: SENDER)'),
    finds: ['HUB033 45:31 the label of `CourierLeg.sfExpress_route` has no `category` that is known'],
    accepted: extended('"r" sfExpress_route: String @personal(category: GOODS, subject: ANYBODY)'),
  },
  {
    line: END,
    refused: extended('"r" sfExpress_route: String @operational @continuity'),
    finds: ['HUB033 45:44 `CourierLeg.sfExpress_route` is labelled `@continuity`'],
    accepted: extended('"r" sfExpress_route: String @operational'),
  },
  {
    line: END,
    refused: extended('"r" sfExpress_route: SfExpress_R @operational', '"r" type SfExpress_R { "a" a: Int }'),
    finds: ['HUB033 47:28 `SfExpress_R.a` has no label'],
    accepted: extended(
      '"r" sfExpress_route: SfExpress_R @operational',
      '"r" type SfExpress_R { "a" a: Int @operational }',
    ),
  },
  {
    line: END,
    refused: extended('"r" sfExpress_by: link__Import @operational'),
    finds: [
      'HUB034 45:21 `CourierLeg.sfExpress_by` has the type `link__Import`, which an extension cannot have',
    ],
    accepted: extended('"r" sfExpress_by: DateTime @operational'),
  },
  {
    line: END,
    refused: extended('"r" sfExpress_by: Operator @operational'),
    finds: ['HUB034 45:21 `CourierLeg.sfExpress_by` has the type `Operator`, which an extension cannot have'],
    accepted: extended('"r" sfExpress_by: ID @operational'),
  },
  {
    line: END,
    refused: `${END}"u" union SfExpress_U = Recipient`,
    finds: ['HUB035 44:11 the extension type `SfExpress_U` is a union type'],
    accepted: `${END}"u" enum SfExpress_U { A }`,
  },
  {
    line: END,
    refused: `${END}"u" input SfExpress_I { a: Int }`,
    finds: ['HUB035 44:11 the extension type `SfExpress_I` is an input type'],
    accepted: `${END}"u" scalar SfExpress_I`,
  },
  {
    line: END,
    refused: `${END}"u" type SfExpress_T`,
    finds: ['HUB035 44:10 the extension type `SfExpress_T` has no fields'],
    accepted: `${END}"u" type SfExpress_T { "a" a: Int @operational }`,
  },
  {
    line: END,
    refused: extended('"r" sfExpress_route(of: Int!): String @operational'),
    finds: ['HUB036 45:23 `CourierLeg.sfExpress_route(of:)` is required'],
    accepted: extended('"r" sfExpress_route(of: Int): String @operational'),
  },
  {
    line: END,
    refused: extended('"r" sfExpress_route(of: Recipient): String @operational'),
    finds: [
      'HUB036 45:27 `CourierLeg.sfExpress_route(of:)` has the type `Recipient`, which is neither a scalar nor an enum',
    ],
    accepted: extended(
      '"r" sfExpress_route(of: SfExpress_O): String @operational',
      '"o" enum SfExpress_O { A }',
    ),
  },
  {
    line: END,
    refused: extended('sfExpress_route: String @operational'),
    finds: ['HUB037 45:3 `CourierLeg.sfExpress_route` has no description'],
    accepted: extended('"r" sfExpress_route: String @operational'),
  },
  {
    line: END,
    refused: `${END}type SfExpress_T { "a" a: Int @operational }`,
    finds: ['HUB037 44:6 the extension type `SfExpress_T` has no description'],
    accepted: `${END}"t" type SfExpress_T { "a" a: Int @operational }`,
  },
  {
    line: END,
    refused: extended(OF_ONE_KIND, kinds(498)),
    finds: ['HUB038 45:23 the extension has more than 500 types, fields, arguments and enum values'],
    accepted: extended(OF_ONE_KIND, kinds(497)),
  },
];
