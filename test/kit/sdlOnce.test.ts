/** A small request never gets the SDL thousands of times. */
import { expect, test } from 'vitest';
import { post, startCourier } from './support.ts';

const MANY = Array.from({ length: 2_000 }, (_, index) => index);

test.each<[what: string, query: string, isAnswered: boolean]>([
  ['once', '{ _service { sdl } }', true],
  ['once, under aliases', '{ s: _service { text: sdl } }', true],
  ['once, beside others', '{ _service { sdl } a: __typename b: __typename }', true],
  ['in a fragment that is spread twice', '{ ...F ...F } fragment F on Query { _service { sdl } }', true],
  ['`_service` twice', '{ a: _service { sdl } b: _service { __typename } }', false],
  ['`sdl` twice', '{ _service { a: sdl b: sdl } }', false],
  [
    '`_service` in a fragment again',
    '{ a: _service { sdl } ...F } fragment F on Query { _service { sdl } }',
    false,
  ],
  ['2,000 times `_service`', `{ ${MANY.map((nr) => `a${nr}: _service { sdl }`).join(' ')} }`, false],
  ['2,000 times `sdl`', `{ _service { ${MANY.map((nr) => `a${nr}: sdl`).join(' ')} } }`, false],
])('the SDL %s', async (_, query, isAnswered) => {
  const { url } = await startCourier(async () => []);
  const { status, data, errors } = await post(url, JSON.stringify({ query }));
  if (isAnswered) {
    expect([status, errors]).toEqual([200, undefined]);
    expect(JSON.stringify(data)).toContain('type CourierLeg');
    return;
  }
  expect([status, data]).toEqual([400, undefined]);
  expect(errors?.map(({ message }) => message)).toEqual([
    'the request asks for the SDL more than once; ask `{ _service { sdl } }` once in a request',
  ]);
});
