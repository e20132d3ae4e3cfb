import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import { startTestHub, type TestHub } from '../support/startTestHub.ts';
import { writeTestProfile } from '../support/writeTestProfile.ts';

let hub: TestHub;
const folder = mkdtempSync(join(tmpdir(), 'hub-token-'));
beforeAll(async () => {
  hub = await startTestHub({ operators: [], legs: [] });
  for (const code of ['jd', 'nobody']) writeTestProfile(folder, code, { hubUrl: hub.url });
});
afterAll(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function printToken(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await runHub(['token', ...args], {
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
    env: { HUB_PROFILES_DIR: folder },
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
  expect(refused.err).toMatch(/^hub: no participant has the key/);
});

test('a platform without a profile gets none, and hears of those that there are', async () => {
  const refused = await printToken('--platform', 'taobao');
  expect([refused.exitCode, refused.out]).toEqual([2, '']);
  expect(refused.err).toMatch(/^hub: there is no profile of the platform `taobao`; .*jd/);
});

test('a profile signs for its own participant only', async () => {
  const refused = await printToken('--platform', 'taobao', '--profile', 'jd');
  expect([refused.exitCode, refused.out]).toEqual([2, '']);
  expect(refused.err).toMatch(/^hub: the profile `jd` is of `jd`/);
});
