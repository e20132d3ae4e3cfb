/** Audits of hostile input: whatever comes, the server says no in an orderly way and answers the next good request. */

import {
  askLegs,
  describe,
  entitiesBody,
  keyOf,
  misplaced,
  readErrors,
  readLegs,
  troubleOf,
  UNKNOWN_WAYBILL,
} from '../askLegs.ts';
import { type Audit, type AuditRequest, type AuditTarget, judge } from '../audit.ts';

const DEEP = 3_000;
const WIDE = 2_000;
const MEGABYTE = 1024 * 1024;
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'] as const;

interface Attack extends Pick<Audit, 'id' | 'level' | 'title' | 'why'> {
  readonly requests: (target: AuditTarget) => readonly AuditRequest[];
}

/** An audit that sends requests, none of which may end in 5xx or in silence, and after them a good one. */
function survives({ requests, ...audit }: Attack): Audit {
  return {
    ...audit,
    async run(target) {
      for (const request of requests(target)) {
        const exchange = await target.send(request);
        const { answer } = exchange;
        // A server may close the connection on a body that it does not want to read to its end.
        if (answer.kind === 'answered' && answer.status >= 500)
          return judge(`the answer is ${describe(exchange)}`);
        if (answer.kind === 'lost' && answer.reason.startsWith('no whole answer'))
          return judge(answer.reason);
      }
      const next = await askLegs(target, [target.waybill], 'waybill');
      const trouble = troubleOf(next) ?? misplaced(readLegs(next), [target.waybill]);
      return judge(trouble && `afterwards a good request is not answered: ${trouble}`);
    },
  };
}

const asked = (target: AuditTarget, keys: unknown, selection = 'waybill', alias = 'legs') => ({
  body: entitiesBody(target, [{ alias, keys, selection }]),
});

export const HOSTILE_AUDITS: readonly Audit[] = [
  survives({
    id: 'A-HOSTILE-01',
    level: 'MUST',
    title: 'survives a query that is nested very deeply',
    why: 'Parsers call themselves for each level. Limit the tokens or the depth of a document before it is parsed.',
    requests: () => [
      { body: JSON.stringify({ query: `${'{ a '.repeat(DEEP)}${'}'.repeat(DEEP)}` }) },
      { body: JSON.stringify({ query: `{ a(b: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}) }` }) },
    ],
  }),
  survives({
    id: 'A-HOSTILE-02',
    level: 'MUST',
    title: 'survives a query with thousands of aliases',
    why: 'Checking whether fields can be merged takes the square of their number in some libraries. Limit the size of a document.',
    requests: (target) => [
      {
        body: JSON.stringify({
          query: `{ ${Array.from({ length: WIDE }, (_, index) => `a${index}: __typename`).join(' ')} }`,
        }),
        variant: 'SDL',
      },
      asked(target, [keyOf(target, target.waybill)], 'waybill '.repeat(WIDE)),
    ],
  }),
  survives({
    id: 'A-HOSTILE-03',
    level: 'MUST',
    title: 'survives texts of a megabyte',
    why: 'Limit the size of a body, and the length of a waybill before the data source sees it.',
    requests: (target) => [
      asked(target, [keyOf(target, 'W'.repeat(MEGABYTE))]),
      asked(target, [keyOf(target, 'W'.repeat(MEGABYTE / 2))]),
      { body: JSON.stringify({ query: `# ${'x'.repeat(MEGABYTE)}\n{ _service { sdl } }` }), variant: 'SDL' },
    ],
  }),
  survives({
    id: 'A-HOSTILE-04',
    level: 'MUST',
    title: 'survives variables of wrong types',
    why: 'A representation can be any JSON value: look at what it is before you read from it.',
    requests: (target) =>
      [
        null,
        5,
        'x',
        {},
        [null],
        [7],
        ['x'],
        [[]],
        [{}],
        [{ __typename: target.legType, operator: 5, waybill: [] }],
      ].map((keys) => asked(target, keys)),
  }),
  survives({
    id: 'A-HOSTILE-05',
    level: 'MUST',
    title: 'survives bodies that are no GraphQL request',
    why: 'JSON that is no object, a batch, nothing at all: refuse it with status 4xx.',
    requests: () =>
      [
        ...['', '{', 'null', '[]', '[{}]', '"x"', '7', '{"query":7}', '{"query":null}', '{"query":{}}'],
        '{"query":"{ _service { sdl } }","variables":"x"}',
        '{"query":"{ _service { sdl } }","operationName":7}',
        '\ud800',
      ].map((body) => ({ body })),
  }),
  {
    id: 'A-HOSTILE-06',
    level: 'MUST',
    title: 'finds no leg under names that every object of a language has',
    why: 'A table of legs that inherits from something finds `constructor`. Use a map, or a database.',
    async run(target) {
      const exchange = await askLegs(target, [...NAMES, UNKNOWN_WAYBILL], 'waybill');
      const legs = readLegs(exchange);
      const isEmpty = legs?.length === NAMES.length + 1 && legs.every((leg) => leg === null);
      const found = isEmpty ? undefined : `an entity is answered for ${NAMES.join(', ')}`;
      return judge(troubleOf(exchange) ?? found);
    },
  },
  survives({
    id: 'A-HOSTILE-07',
    level: 'MUST',
    title: 'survives names like `__proto__` in keys, aliases and variables',
    why: 'Objects that are keyed by names from outside must inherit nothing.',
    requests: (target) => [
      {
        body: entitiesBody(target, [
          {
            alias: '__proto__',
            keys: [keyOf(target, target.waybill)],
            selection: '__proto__: waybill constructor: waybill',
          },
        ]),
      },
      { body: `{"query":"{ _service { sdl } }","variables":{"__proto__":{"admin":true}}}` },
      { body: `{"__proto__":{"query":"{ _service { sdl } }"}}` },
      asked(target, [
        JSON.parse(`{"__proto__":{"waybill":"${UNKNOWN_WAYBILL}"},"__typename":"${target.legType}"}`),
      ]),
    ],
  }),
  {
    id: 'A-HOSTILE-08',
    level: 'SHOULD',
    title: 'refuses a body of two megabytes',
    why: 'The hub sends nothing of a hundredth of that. A limit keeps the memory of the server from whoever can reach its port.',
    async run(target) {
      const body = JSON.stringify({
        query: '{ _service { sdl } }',
        variables: { x: 'x'.repeat(2 * MEGABYTE) },
      });
      const exchange = await target.send({ body, variant: 'SDL' });
      const isAnswered =
        exchange.answer.kind === 'answered' &&
        exchange.answer.status === 200 &&
        readErrors(exchange).length === 0;
      return judge(isAnswered ? 'it is answered' : undefined);
    },
  },
];
