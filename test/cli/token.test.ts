import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import { startTestHub, type TestHub } from '../support/startTestHub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ operators: [], legs: [] });
});
afterAll(() => hub?.stop());

async function printToken(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await runHub(['token', ...args], {
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
    env: { HUB_URL: hub.url },
    cwd: '/',
  });
  return { exitCode, out: out.join(''), err: err.join('') };
}

test('a token that is printed opens the hub for its purposes, and for no other', async () => {
  const { exitCode, out, err } = await printToken(
    ...['--platform', 'jd', '--purpose', 'ORDER_STATUS', '--purpose', 'DELIVERY'],
  );
  expect([exitCode, err]).toEqual([0, '']);
  const ask = async (purpose: string) =>
    (await hub.ask('{ operators { code } }', {}, { token: out.trim(), purpose })).status;
  expect([await ask('DELIVERY'), await ask('LEGAL')]).toEqual([200, 403]);
});

test('a platform that the hub does not know gets none', async () => {
  const refused = await printToken('--platform', 'nobody');
  expect([refused.exitCode, refused.out]).toEqual([1, '']);
  expect(refused.err).toMatch(/^hub: `--platform` must be one of .*jd/);
});
