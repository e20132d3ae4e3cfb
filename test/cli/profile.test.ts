/** Profiles, keys and participants, as the `hub` command makes, shows and changes them, on a real hub. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import { startTestHub, type TestHub } from '../support/startTestHub.ts';
import { writeTestProfile } from '../support/writeTestProfile.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-profile-'));
let server: TestHub;
beforeAll(async () => {
  server = await startTestHub({ operators: [], legs: [] });
  writeTestProfile(folder, 'administrator', { kind: 'administrator', hubUrl: server.url });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function hub(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await runHub(args, {
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
    env: { HUB_PROFILES_DIR: folder },
    cwd: '/',
  });
  return { exitCode, out: out.join(''), err: err.join('') };
}

const json = async (...args: readonly string[]) => JSON.parse((await hub(...args, '--format', 'json')).out);
const privateKeyOf = (name: string): string =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')).privateKey;

test('from a key pair to an operator that changes its key', async () => {
  const made = await hub('profile', 'new', 'sto', '--participant', 'sto', '--hub', server.url);
  expect([made.exitCode, made.err]).toEqual([0, '']);
  expect(made.out).toContain('hub participant register sto --kind operator');
  expect(made.out).not.toContain(privateKeyOf('sto'));
  expect(statSync(join(folder, 'sto.json')).mode & 0o777).toBe(0o600);
  const { publicKey, keyId } = await json('profile', 'show', 'sto');

  const early = await hub('key', 'list', '--profile', 'sto');
  expect([early.exitCode, early.err]).toEqual([1, expect.stringContaining('no participant by the key')]);

  const register = [
    'participant',
    'register',
    'sto',
    '--kind',
    'operator',
    '--name',
    'STO',
    '--key',
    publicKey,
  ];
  const own = await hub(...register, '--role', 'courier', '--profile', 'sto');
  expect(own.exitCode).toBe(1);
  const refused = await hub(...register, '--profile', 'administrator');
  expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining('an operator needs a role')]);
  const registered = await hub(...register, '--role', 'courier', '--profile', 'administrator');
  expect([registered.exitCode, registered.err]).toEqual([0, '']);
  expect(registered.out).toContain('sto takes part as an operator');

  expect((await hub('profile', 'use', 'sto')).exitCode).toBe(0);
  expect((await hub('key', 'revoke', keyId)).err).toContain('the last key of `sto`');
  const before = privateKeyOf('sto');
  const added = await json('key', 'add');
  expect([added.replaced, privateKeyOf('sto') === before]).toEqual([keyId, false]);
  const revoked = await hub('key', 'revoke', keyId);
  expect([revoked.exitCode, revoked.err]).toEqual([0, '']);
  const keys = await json('key', 'list');
  expect(
    keys.map((key: { id: string; revokedAt: string | null }) => [key.id, key.revokedAt === null]),
  ).toEqual(
    expect.arrayContaining([
      [keyId, false],
      [added.keyId, true],
    ]),
  );
  expect(readdirSync(folder).filter((file) => file.includes('next'))).toEqual([]);
  expect((await json('participant', 'show', 'sto')).name).toBe('STO');
  expect((await hub('participant', 'list')).out).toMatch(/^sto +operator, courier +STO$/m);
});

test('lists profiles, and shows no private key in any way', async () => {
  await hub('profile', 'new', 'yto', '--participant', 'yto');
  const shown = [
    await hub('profile', 'list'),
    await hub('profile', 'list', '--format', 'json'),
    await hub('profile', 'show', 'yto'),
    await hub('profile', 'show', 'yto', '--format', 'json'),
  ];
  for (const { exitCode, out } of shown) {
    expect([exitCode, out.includes('yto'), out.includes(privateKeyOf('yto'))]).toEqual([0, true, false]);
  }
});

test('what others can read is refused, with what to do', async () => {
  await hub('profile', 'new', 'open', '--participant', 'yto');
  chmodSync(join(folder, 'open.json'), 0o644);
  const refused = await hub('key', 'list', '--profile', 'open');
  expect([refused.exitCode, refused.out]).toEqual([2, '']);
  expect(refused.err).toMatch(/can be read by others; `chmod 600 .*open\.json`/);
  rmSync(join(folder, 'open.json'));
});

test.each<[string, readonly string[], number, RegExp]>([
  [
    'a profile that is there',
    ['profile', 'new', 'sto', '--participant', 'sto'],
    1,
    /there is a profile `sto` already/,
  ],
  [
    'a name that leaves the folder',
    ['profile', 'new', '../x', '--participant', 'sto'],
    2,
    /`\.\.\/x` is not possible/,
  ],
  [
    'a code that none can have',
    ['profile', 'new', 'x', '--participant', 'X Y'],
    2,
    /the code `X Y` is not possible/,
  ],
  [
    'a profile that there is not',
    ['key', 'list', '--profile', 'nobody'],
    2,
    /there is no profile `nobody`.*sto/,
  ],
  [
    'an unknown participant',
    ['participant', 'show', 'nobody', '--profile', 'administrator'],
    1,
    /no participant `nobody`/,
  ],
])('%s is refused in words', async (_, args, exitCode, sentence) => {
  const refused = await hub(...args);
  expect([refused.exitCode, refused.out]).toEqual([exitCode, '']);
  expect(refused.err).toMatch(sentence);
});
