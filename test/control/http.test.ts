/** The control API over HTTP, and the command's way to it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { askControl, testKey, testRegistration } from '../support/controlAs.ts';
import { NOW, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type Headers, outcome, type Sent, sendTo, signed } from './signedControl.ts';

let hub: TestHub;
let store: Store;
beforeAll(async () => {
  hub = await startTestHub({
    operators: [],
    legs: [],
    onStore: (opened) => {
      store = opened;
    },
  });
  await ensureParticipants(store, [testRegistration('hive-box', 'operator', 'locker')], NOW);
});
afterAll(() => hub?.stop());

test('a participant asks who it is, and what time the hub has', async () => {
  const reply = await askControl(hub.url, testKey('hive-box'), '{ me { code kind role } hubClock }');
  expect([reply.status, reply.data]).toEqual([
    200,
    { me: { code: 'hive-box', kind: 'OPERATOR', role: 'LOCKER' }, hubClock: new Date(NOW).toISOString() },
  ]);
});

test('a key that nobody registered is refused', async () => {
  const reply = await askControl(hub.url, testKey('stranger'), '{ me { code } }');
  expect([reply.status, reply.code]).toEqual([401, 'KEY_UNKNOWN']);
});

const send = (headers: Headers, sent?: Sent) => sendTo(hub.url, headers, sent);

describe('over HTTP', () => {
  test('GET says what to do', async () => {
    const reply = await send({}, { method: 'GET', body: '' });
    expect([outcome(reply), reply.message]).toEqual([
      '405 METHOD_NOT_ALLOWED',
      expect.stringContaining('POST'),
    ]);
  });

  test.each<[string, string, string, RegExp]>([
    ['what is no JSON', '{', '400 BAD_REQUEST', /is not JSON/],
    ['a list', '[]', '400 BAD_REQUEST', /one operation/],
    ['no query', '{}', '400 BAD_REQUEST', /one operation/],
    [
      'a key that would reach a prototype',
      '{"query":"{ hubClock }","__proto__":{}}',
      '400 BAD_REQUEST',
      /JSON|proto/,
    ],
    ['what does not parse', '{"query":"{"}', '400 GRAPHQL_PARSE_FAILED', /Syntax Error/],
    ['a field that there is not', '{"query":"{ mee { code } }"}', '400 GRAPHQL_VALIDATION_FAILED', /mee/],
    [
      'an argument of another type',
      '{"query":"query ($c: ID!) { participant(code: $c) { code } }","variables":{"c":{}}}',
      '400 BAD_USER_INPUT',
      /\$c/,
    ],
    [
      'one list under many names',
      JSON.stringify({
        query: `{ ...F } fragment F on Query { ${Array.from('abcdef', (name) => `${name}: hubClock`).join(' ')} }`,
      }),
      '400 GRAPHQL_VALIDATION_FAILED',
      /more than 5 root fields/,
    ],
    [
      'one field under two names',
      '{"query":"{ me { code again: code } }"}',
      '400 GRAPHQL_VALIDATION_FAILED',
      /aliases of root fields only: ask for `code` by its name/,
    ],
    [
      'levels without end',
      JSON.stringify({ query: `{ ${'me { '.repeat(30)} code ${'}'.repeat(30)} }` }),
      '400 OPERATION_TOO_LARGE',
      /levels/,
    ],
  ])('%s is refused in words', async (_, body, expected, message) => {
    const reply = await send(signed('hive-box', { body }), { body });
    expect([outcome(reply), reply.message]).toEqual([expected, expect.stringMatching(message)]);
  });

  test('root fields have other names where they need them', async () => {
    const body = '{"query":"{ me { code } again: me { code } }"}';
    const { data } = await send(signed('hive-box', { body }), { body });
    expect(data).toEqual({ me: { code: 'hive-box' }, again: { code: 'hive-box' } });
  });

  test('a body of another type, and one of 9 MB', async () => {
    const headers = { ...signed(), 'content-type': 'text/plain' };
    expect((await send(headers)).status).toBe(415);
    const body = JSON.stringify({ query: '{ me { code } }', variables: { x: 'x'.repeat(9_000_000) } });
    expect((await send(signed('hive-box', { body }), { body })).status).toBe(413);
    const large = JSON.stringify({ query: '{ me { code } }', variables: { x: 'x'.repeat(7_000_000) } });
    expect(outcome(await send(signed('hive-box', { body: large }), { body: large }))).toBe('200');
  });

  test('introspection describes every type and field', async () => {
    const query =
      '{ __schema { types { name description fields { name description args { name description } } } } }';
    const { data } = await askControl(hub.url, testKey('hive-box'), query);
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
    const own = data.__schema.types.filter(({ name }: any) => !name.startsWith('__'));
    const silent = own.flatMap(
      ({ name, description, fields }: Described & { fields: Described[] | null }) => [
        ...(description ? [] : [name]),
        ...(fields ?? []).flatMap((field) => (field.description ? [] : [`${name}.${field.name}`])),
      ],
    );
    expect(silent).toEqual([]);
  });
});

interface Described {
  readonly name: string;
  readonly description: string | null;
}
