/** Refusals that have to do with the document, its links, directives and definitions, each beside its nearest acceptance. */
import type { AgreementCase } from './agreementCase.ts';

const LINK =
  '@link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])';
const IMPORT = '["@agreement", "@share"]';
const STATUS = '  status: ParcelStatus @share\n';
const END = '  phone: String @share(as: CN_PHONE)\n}\n';

export const documentCases: readonly AgreementCase[] = [
  {
    line: 'type Compartment {',
    refused: 'type Compartment {{',
    finds: ['HUB002 23:19 expected Name, found `{`'],
    accepted: 'type Compartment { #{',
  },
  {
    line: END,
    refused: '  phone: String @share(as: CN_PHONE)\n',
    finds: ['HUB002 27:16 `{` is never closed'],
    accepted: END,
  },
  {
    line: END,
    refused: `${END}type`,
    finds: ['HUB002 30:4 the text ends too early'],
    accepted: `${END}# type`,
  },
  {
    line: END,
    refused: `${END}{ parcel }\n`,
    finds: ['HUB002 30:1 a query stands where SDL is expected'],
    accepted: `${END}# { parcel }\n`,
  },
  {
    line: END,
    refused: `${END}#${'x'.repeat(300_000)}`,
    finds: ['HUB001 0:0 the document is too large'],
    accepted: `${END}#${'x'.repeat(100_000)}`,
  },
  {
    line: STATUS,
    refused: `${STATUS}${STATUS}`,
    finds: ['HUB003 11:3 `status` is defined a second time'],
    accepted: STATUS,
  },
  {
    line: END,
    refused: `${END}type Recipient {\n  name: String\n}`,
    finds: ['HUB003 30:6 `Recipient` is defined a second time'],
    accepted: `${END}extend type Recipient {\n  name: String\n}`,
  },
  {
    line: '  id: ID @share(until: DELIVERED)\n',
    refused: '  __proto__: ID @share\n  id: ID @share(until: DELIVERED)\n',
    finds: [
      'HUB003 24:3 the name `__proto__` is reserved',
      'HUB057 24:3 `Compartment` has no field `__proto__`',
    ],
    accepted: '  id: ID @share(until: DELIVERED)\n',
  },
  { line: LINK, refused: '', finds: ['HUB050 1:1 the language of agreements is not linked'], accepted: LINK },
  {
    line: 'agreement/v1.0"',
    refused: 'agreement/v1.1"',
    finds: [
      'HUB050 2:3 the version of `https://specs.tracking-hub.example/agreement/v1.1` is not known here',
    ],
    accepted: 'agreement/v1.0/"',
  },
  {
    line: 'tracking-hub.example/agreement',
    refused: 'tracking-hub.test/agreement',
    finds: [
      'HUB050 1:1 the language of agreements is not linked',
      'HUB050 2:3 the specification `https://specs.tracking-hub.test/agreement/v1.0` is not known here',
    ],
    accepted: 'TRACKING-HUB.example/agreement',
  },
  {
    line: LINK,
    refused: `${LINK} ${LINK}`,
    finds: ['HUB050 2:101 `https://specs.tracking-hub.example/agreement/v1.0` is linked a second time'],
    accepted: `${LINK} @link(url: "https://specs.apollo.dev/link/v1.0")`,
  },
  {
    line: LINK,
    refused: `${LINK} @link(url: "https://example.com/audit/v1.0")`,
    finds: ['HUB050 2:101 the specification `https://example.com/audit/v1.0` is not known here'],
    accepted: LINK,
  },
  {
    line: LINK,
    refused: `${LINK} @link(url: "agreements")`,
    finds: ['HUB050 2:101 a `@link` cannot be read'],
    accepted: LINK,
  },
  {
    line: IMPORT,
    refused: '["@agreement", "@share", "@shared"]',
    finds: ['HUB050 2:3 the language has no `@shared`'],
    accepted: '["@agreement", "@share", "Purpose", "Mask"]',
  },
  {
    line: IMPORT,
    refused: '["@agreement", "@share", { name: "@agreement", as: "@share" }]',
    finds: [
      'HUB050 2:3 two imports have one name',
      'HUB051 10:24 `@share` does not belong here',
      'HUB051 11:38 `@share` does not belong here',
      'HUB051 12:28 `@share` does not belong here',
      'HUB051 13:22 `@share` does not belong here',
      'HUB051 14:22 `@share` does not belong here',
      'HUB051 15:24 `@share` does not belong here',
      'HUB051 19:24 `@share` does not belong here',
      'HUB051 20:16 `@share` does not belong here',
      'HUB051 24:10 `@share` does not belong here',
      'HUB051 28:17 `@share` does not belong here',
    ],
    accepted: '["@agreement", "@share", { name: "@share", as: "@give" }]',
  },
  {
    line: IMPORT,
    refused: '["@agreement"]',
    finds: ['HUB051 10:24 `@share` is not imported'],
    accepted: '["@share"]',
  },
  {
    line: IMPORT,
    refused: '["@agreement", { name: "@share", as: "@give" }]',
    finds: ['HUB051 10:24 `@share` is not imported'],
    accepted: IMPORT,
  },
  {
    line: STATUS,
    refused: `${STATUS}  custody: Custody @shared\n`,
    finds: ['HUB051 11:20 the directive `@shared` is not one of the language of agreements'],
    accepted: `${STATUS}  custody: Custody @agreement__share\n`,
  },
  {
    line: STATUS,
    refused: `${STATUS}  custody: Custody @hide\n`,
    finds: ['HUB051 11:20 the directive `@hide` is not one of the language of agreements'],
    accepted: `${STATUS}  custody: Custody\n`,
  },
  {
    line: STATUS,
    refused: `${STATUS}  custody: Custody @deprecated\n`,
    finds: ['HUB051 11:20 the directive `@deprecated` is not one of the language of agreements'],
    accepted: `${STATUS}  "Not for now." custody: Custody\n`,
  },
  {
    line: 'type LockerLeg {',
    refused: 'type LockerLeg @share {',
    finds: ['HUB051 9:16 `@share` does not belong here'],
    accepted: '"What Hive Box shares." type LockerLeg {',
  },
  {
    line: 'events(last: Int)',
    refused: 'events(last: Int @share)',
    finds: ['HUB051 11:20 `@share` does not belong here'],
    accepted: 'events(last: Int)',
  },
  {
    line: STATUS,
    refused: '  status: ParcelStatus @share @link(url: "https://specs.apollo.dev/link/v1.0")\n',
    finds: ['HUB051 10:31 `@link` does not belong here'],
    accepted: STATUS,
  },
  {
    line: STATUS,
    refused: '  status: ParcelStatus @share @link__hide\n',
    finds: ['HUB051 10:31 the directive `@link__hide` is not one of the language of agreements'],
    accepted: STATUS,
  },
  {
    line: 'extend schema\n',
    refused:
      'extend schema @agreement(operator: "zto", platform: "jd", purposes: [LEGAL], from: "2017-06-03T12:00:00Z", until: "2018-06-03T12:00:00Z")\n',
    finds: [
      'HUB073? 1:15 the file is called `hive-box--cainiao.graphql`',
      'HUB052 3:3 the document has a second `@agreement`',
      'HUB061 14:35 the agreement is not for `RECIPIENT_NOTICE`',
    ],
    accepted: 'extend schema\n',
  },
  {
    line: 'extend schema\n',
    refused: 'schema {\n  query: Query\n}\nextend schema\n',
    finds: ['HUB052 1:1 an agreement has no root types'],
    accepted: 'extend schema\n',
  },
  {
    line: END,
    refused: `${END}directive @share on FIELD_DEFINITION`,
    finds: ['HUB052 30:12 `@share` is defined here'],
    accepted: END,
  },
  {
    line: END,
    refused: `${END}enum ParcelStatus {\n  GONE\n}\nscalar Custody\nunion Leg2 = LockerLeg\ninput Terms {\n  a: Int\n}`,
    finds: [
      'HUB052 30:6 `ParcelStatus` is an enum',
      'HUB052 33:8 `Custody` is a scalar',
      'HUB052 34:7 `Leg2` is a union',
      'HUB052 35:7 `Terms` is an input',
    ],
    accepted: END,
  },
  {
    line: END,
    refused: `${END}interface Leg {\n  status: ParcelStatus @share\n}`,
    finds: ['HUB056 30:11 `Leg` is an interface'],
    accepted: END,
  },
  {
    line: 'type LockerLeg {',
    refused: 'type Leg {',
    finds: ['HUB056 9:6 `Leg` is an interface'],
    accepted: 'type LockerLeg {',
  },
];
