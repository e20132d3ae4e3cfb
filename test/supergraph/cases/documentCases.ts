/** Refusals that have to do with the document as SDL and as a Federation 2 subgraph, each beside its nearest acceptance. */
import type { CheckCase } from './checkCase.ts';

const STATUS = '  status: ParcelStatus @operational @continuity\n';
const END = 'scalar DateTime\n';
const FEDERATION = '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

export const documentCases: readonly CheckCase[] = [
  {
    line: 'scalar DateTime',
    refused: 'scalar DateTime {',
    finds: ['HUB002 43:17 `{` is never closed'],
    accepted: 'scalar DateTime # {',
  },
  {
    line: END,
    refused: `${END}query { a }`,
    finds: ['HUB002 44:1 a query stands where SDL is expected'],
    accepted: END,
  },
  {
    line: END,
    refused: `${END}extend scalar DateTime @specifiedBy(url: ${'['.repeat(40)}${']'.repeat(40)})`,
    finds: ['HUB001 44:73 the document is too large'],
    accepted: END,
  },
  {
    line: END,
    refused: `${END}scalar DateTime`,
    finds: ['HUB003 44:8 `DateTime` is defined a second time'],
    accepted: `${END}extend type Recipient @shareable { phone: String }`,
  },
  {
    line: STATUS,
    refused: `${STATUS}  status: ParcelStatus`,
    finds: ['HUB003 21:3 `status` is defined a second time'],
    accepted: `${STATUS}  acceptedAt: DateTime\n`,
  },
  {
    line: '  IN_TRANSIT\n',
    refused: '  IN_TRANSIT\n  IN_TRANSIT\n',
    finds: ['HUB003 40:3 `IN_TRANSIT` is defined a second time'],
    accepted: '  IN_TRANSIT\n  ACCEPTED\n',
  },
  {
    line: 'events(last: Int)',
    refused: 'events(last: Int, last: Int)',
    finds: ['HUB003 21:21 `last` is defined a second time'],
    accepted: 'events',
  },
  {
    line: END,
    refused: `${END}type __proto__ { a: Int }`,
    finds: ['HUB003 44:6 the name `__proto__` is reserved'],
    accepted: `${END}"p" type SfExpress_proto { "a" a: Int @operational }`,
  },
  {
    line: END,
    refused: `${END}directive @operational on FIELD_DEFINITION`,
    finds: ['HUB003 44:12 `operational` is defined a second time'],
    accepted: `${END}directive @mask(as: String) on FIELD`,
  },
  {
    line: END,
    refused: `${END}extend enum DateTime { A }`,
    finds: ['HUB003 44:13 `DateTime` is defined a second time'],
    accepted: END,
  },
  {
    line: 'occurredAt: DateTime',
    refused: 'occurredAt: DateTme',
    finds: ['HUB004 30:15 the type `DateTme` is not defined'],
    accepted: 'occurredAt: DateTime',
  },
  {
    line: STATUS,
    refused: `${STATUS}  goods: Goods\n`,
    finds: ['HUB004 21:10 the type `Goods` is not defined'],
    accepted: `${STATUS}  acceptedAt: DateTime\n`,
  },
  {
    line: `  ${FEDERATION}\n`,
    refused: '',
    finds: ['HUB010 1:1 the document does not link Apollo Federation 2'],
    accepted: `  ${FEDERATION.replace('v2.9', 'v2.3')}\n`,
  },
  {
    line: 'federation/v2.9',
    refused: 'federation/v1.0',
    finds: [
      'HUB010 2:3 the document links `https://specs.apollo.dev/federation/v1.0`, which is not version 2 of Apollo Federation',
    ],
    accepted: 'federation/v2.0',
  },
  {
    line: FEDERATION,
    refused: `${FEDERATION}\n  @link(url: "https://specs.example.com/audit/v1.0")`,
    finds: ['HUB011 3:3 the specification `https://specs.example.com/audit/v1.0` is not known here'],
    accepted: `${FEDERATION}\n  @link(url: "https://specs.apollo.dev/link/v1.0")`,
  },
  {
    line: FEDERATION,
    refused: `${FEDERATION}\n  @link(url: "https://specs.example.com/audit")`,
    finds: ['HUB011 3:3 a `@link` cannot be read'],
    accepted: FEDERATION,
  },
  {
    line: 'network/v1.0',
    refused: 'network/v2.0',
    finds: ['HUB011 3:3 the version of `https://specs.tracking-hub.example/network/v2.0` is not known here'],
    accepted: 'network/v1.7',
  },
  {
    line: FEDERATION,
    refused: `${FEDERATION}\n  ${FEDERATION}`,
    finds: ['HUB011 3:3 `https://specs.apollo.dev/federation/v2.9` is linked a second time'],
    accepted: FEDERATION,
  },
  {
    line: STATUS,
    refused: STATUS.replace('\n', ' @federation__override(from: "zto")\n'),
    finds: ['HUB012 20:49 `@override` is not used on this network'],
    accepted: STATUS.replace('\n', ' @federation__tag(name: "x")\n'),
  },
  {
    line: STATUS,
    refused: STATUS.replace('\n', ' @federation__authenticated\n'),
    finds: ['HUB012 20:49 `@authenticated` is not used on this network'],
    accepted: STATUS,
  },
  {
    line: '"@shareable"])',
    refused: '"@shareable", { name: "@composeDirective", as: "@compose" }])\n  @compose(name: "@mask")',
    finds: ['HUB012 3:3 `@composeDirective` names something that is not a label'],
    accepted: '"@shareable", { name: "@composeDirective", as: "@compose" }])\n  @compose(name: "@personal")',
  },
  {
    line: '"@shareable"])',
    refused: '"@shareable", "@composeDirective"])\n  @composeDirective(name: "@mask")',
    finds: ['HUB012 3:3 `@composeDirective` names something that is not a label'],
    accepted: '"@shareable", "@composeDirective"])\n  @composeDirective(name: "@operational")',
  },
  {
    line: 'directive @continuity on FIELD_DEFINITION\n',
    refused: '',
    finds: ['HUB013 19:37 `@continuity` is imported but not defined'],
    accepted: 'directive @continuity on FIELD_DEFINITION\n',
  },
  {
    line: STATUS,
    refused: STATUS.replace('@operational', '@operationl'),
    finds: ['HUB013 20:24 `@operationl` is neither imported nor defined'],
    accepted: STATUS.replace('@operational', '@deprecated'),
  },
];
