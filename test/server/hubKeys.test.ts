/** The hub's own keys: made once, whole, by whoever comes first; a file that is no key is refused. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { HUB_KEYS, type KeyName, readKey } from '../../gateway/server/readKey.ts';
import { runCommand } from '../support/runCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('hubs that start at once on an empty folder get the same keys, whole', async () => {
  const names = Object.keys(HUB_KEYS) as KeyName[];
  for (let round = 0; round < 10; round++) {
    const shared = join(folder, `shared-${round}`);
    for (const name of names) {
      const path = join(shared, name);
      // Beside those who make it, one who looks at it all the time.
      let isMade = false;
      const lengths = new Set<number>();
      const look = async () => {
        while (!isMade) {
          await new Promise(setImmediate);
          if (existsSync(path)) lengths.add(statSync(path).size);
        }
      };
      const looking = look();
      const keys = await Promise.all(Array.from({ length: 5 }, () => readKey(shared, name)));
      isMade = true;
      await looking;
      expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
      expect([...lengths]).toEqual([32]);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(shared).sort()).toEqual([...names].sort());
  }
});

test.each([
  ['empty', 0],
  ['cut short', 31],
  ['with a line end', 33],
])('a file that is %s is refused, and left as it is', async (_, length) => {
  const damaged = mkdtempSync(join(folder, 'damaged-'));
  writeFileSync(join(damaged, 'tokens.key'), Buffer.alloc(length, 's'));
  await expect(readKey(damaged, 'tokens.key')).rejects.toThrow(
    new RegExp(`tokens.key. must hold 32 bytes and has ${length}; put the right file there`),
  );
  expect(readFileSync(join(damaged, 'tokens.key'))).toHaveLength(length);
});

test('a key that cannot be made is refused with what to do', async () => {
  // A file where the folder would be: the superuser, too, cannot write there.
  writeFileSync(join(folder, 'a-file'), '');
  await expect(readKey(join(folder, 'a-file', 'keys'), 'grants.key')).rejects.toThrow(
    /grants.key. .*ENOTDIR|grants.key. is not there and cannot be made .*`hub secrets new FOLDER`/,
  );
});

test.skipIf(process.getuid?.() === 0)(
  'a key in a folder that cannot be written is read (needs another user than root)',
  async () => {
    const mounted = join(folder, 'mounted');
    mkdirSync(mounted);
    const made = await readKey(mounted, 'tokens.key');
    chmodSync(mounted, 0o500);
    expect(await readKey(mounted, 'tokens.key')).toEqual(made);
    await expect(readKey(mounted, 'grants.key')).rejects.toThrow(/cannot be made/);
  },
);

test('`hub secrets new` makes what is missing, keeps what is there, and prints no key', async () => {
  const run = () => runCommand(['secrets', 'new', 'secrets'], { cwd: folder });
  const first = await run();
  expect([first.exitCode, first.err]).toEqual([0, '']);
  const names = Object.keys(HUB_KEYS);
  for (const name of names) expect(first.out).toContain(`made ${name}`);
  const tokens = readFileSync(join(folder, 'secrets', 'tokens.key'));
  rmSync(join(folder, 'secrets', 'grants.key'));
  const second = await run();
  expect(second.out).toContain('kept tokens.key');
  expect(second.out).toContain('made grants.key');
  expect(readFileSync(join(folder, 'secrets', 'tokens.key'))).toEqual(tokens);
  for (const name of names)
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const)
      expect(`${first.out}${second.out}`).not.toContain(
        readFileSync(join(folder, 'secrets', name)).toString(encoding),
      );
  writeFileSync(join(folder, 'secrets', 'tokens.key'), 'short');
  const refused = await run();
  expect([refused.exitCode, refused.err]).toEqual([
    1,
    expect.stringContaining('must hold 32 bytes and has 5'),
  ]);
});
