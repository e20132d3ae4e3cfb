import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import { runCommand } from '../support/runCommand.ts';
import { readmeBlocks, runReadmeBlock } from '../support/runReadme.ts';
import { ROOT } from '../tidy/readTree.ts';
import { type DemoProcess, startDemoProcess, waitUntilGone } from './demoProcess.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'tracking-hub-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A token, as `hub token` gets it: with the key of the platform's profile. */
const fetchToken = async (url: string, platform: string): Promise<string> => {
  let token = '';
  await runHub(['token', '--platform', platform], {
    out: { write: (text) => (token += text) },
    err: process.stderr,
    env: { HUB_DATA_DIR: folder, HUB_URL: url },
    cwd: ROOT,
  });
  return token.trim();
};

const ask = async (url: string, query: string, platform = 'cainiao') => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await fetchToken(url, platform)}`,
    },
    body: JSON.stringify({ query }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  return response.json() as Promise<any>;
};

describe('npm start', { timeout: 120_000 }, () => {
  let demo: DemoProcess;
  let url: string;
  beforeAll(async () => {
    demo = startDemoProcess({ HUB_DATA_DIR: folder });
    url = await demo.ready;
  }, 120_000);
  afterAll(() => void demo.child.kill('SIGKILL'));

  test('shows progress, then the addresses and a query to paste', () => {
    expect(demo.stdout()).toMatch(/writing the data of five operators +\d+ %/);
    expect(demo.stdout()).toMatch(/announcing legs to the directory +100 %/);
    for (const code of ['sf-express', 'zto', 'china-post', 'hive-box', 'inpost']) {
      expect(demo.stdout()).toMatch(new RegExp(`${code} +http://127.0.0.1:\\d+/graphql`));
    }
    expect(demo.stdout()).toContain('curl -s http');
    expect(demo.stdout()).toContain('npx hub token --platform cainiao');
    expect(demo.stderr()).toBe('');
  });

  test('runs each operator as a process of its own', () => {
    // The hub itself, five operators; tsx adds a helper process for none of them.
    expect(demo.processes().length).toBeGreaterThanOrEqual(6);
  });

  test('keeps its keys to itself', () => {
    for (const file of ['keys/tracking-numbers.key', 'keys/administrator.json', 'profiles/cainiao.json'])
      expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600]);
  });

  test('answers over all five operators with at most one request each, as 100 numbers show', async () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'demo', 'manifest.json'), 'utf8'));
    const stories: { trackingNumber: string }[] = Object.values(manifest.stories);
    const numbers = [...stories.map(({ trackingNumber }) => trackingNumber), ...manifest.benchParcels].slice(
      0,
      100,
    );
    const query = `{ parcels(trackingNumbers: ${JSON.stringify(numbers)}) { basis { complete } legs { status operator { code } } } }`;
    const operatorsOf = async (platform: string) => {
      const { data, errors } = await ask(url, query, platform);
      expect(errors).toBeUndefined();
      expect(data.parcels).toHaveLength(100);
      // A parcel of which the platform may see nothing is null, as an unknown number is.
      const parcels = data.parcels.filter((parcel: unknown) => parcel !== null);
      expect(parcels.every((parcel: { basis: { complete: boolean } }) => parcel.basis.complete)).toBe(true);
      return new Set<string>(
        parcels.flatMap(({ legs }: { legs: { operator: { code: string } }[] }) =>
          legs.map(({ operator }) => operator.code),
        ),
      );
    };
    const [cainiao, jd] = [await operatorsOf('cainiao'), await operatorsOf('jd')];
    // Those that they have an agreement with, and no others.
    expect([...cainiao].sort()).toEqual(['china-post', 'hive-box', 'sf-express', 'zto']);
    expect([...jd].sort()).toEqual(['china-post', 'hive-box']);
    const own = await ask(
      url,
      '{ myParcels(first: 100) { nodes { legs { operator { code } status } } } }',
      'jd',
    );
    expect(JSON.stringify(own)).toContain('inpost');
  });

  test('a killed operator takes nobody along', async () => {
    const operators = demo.processes().slice(1);
    const commands = operators.map(
      (pid) => [pid, execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })] as const,
    );
    const [zto] = commands.find(([, command]) => command.includes('subgraphs/zto/')) ?? [];
    expect(zto).toBeDefined();
    process.kill(zto ?? 0, 'SIGKILL');
    expect(await waitUntilGone([zto ?? 0])).toBe(true);
    const { data, errors } = await ask(
      url,
      '{ operators { code } myParcels(first: 100) { nodes { legs { operator { code } status } } } }',
    );
    const legs = data.myParcels.nodes.flatMap(
      (parcel: { legs: { operator: { code: string }; status: string | null }[] }) => parcel.legs,
    );
    for (const leg of legs)
      expect([leg.operator.code, leg.status === null]).toEqual([
        leg.operator.code,
        leg.operator.code === 'zto',
      ]);
    expect(errors.map((error: { extensions: { operator: string } }) => error.extensions.operator)).toEqual([
      'zto',
    ]);
  });

  test('the README: a pair is suspended and resumed', { timeout: 60_000 }, async () => {
    const [block = ''] = readmeBlocks('Agreements', 'sh').filter((each) => each.includes(' suspend '));
    expect(block).toContain(' resume ');
    await runReadmeBlock(block, { cwd: ROOT, env: { HUB_URL: await demo.ready, HUB_DATA_DIR: folder } });
  });

  test('a second hub does not open the same folder', async () => {
    const second = startDemoProcess({ HUB_DATA_DIR: folder });
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(`is in use by another hub (process ${demo.child.pid})`);
  });

  test('Ctrl-C ends every process, with exit code 0', async () => {
    const processes = demo.processes();
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    expect(await waitUntilGone(processes)).toBe(true);
  });
});

describe('npm start, again', { timeout: 120_000 }, () => {
  let demo: DemoProcess;
  beforeAll(async () => {
    demo = startDemoProcess({ HUB_DATA_DIR: folder });
    await demo.ready;
  }, 120_000);
  afterAll(() => void demo.child.kill('SIGKILL'));

  test('does not write its data twice', () => {
    expect(demo.stdout()).not.toContain('writing the data');
    expect(demo.stdout()).not.toContain('announcing legs');
  });

  test('goes on from what was done before, as something that is over', async () => {
    const env = { HUB_URL: await demo.ready, HUB_DATA_DIR: folder };
    const show = ['agreement', 'show', 'hive-box--cainiao', '--profile', 'cainiao'];
    const { out } = await runCommand(show, { cwd: ROOT, env });
    const [standing = ''] = out.split('\n');
    expect(standing).toMatch(/^hive-box--cainiao {2}IN_FORCE version 1 since .* by hive-box/);
    expect(standing).not.toContain('SUSPENDED');
  });

  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  test.skipIf(!hasCurl)('gives the answers that the README shows to its queries (needs curl)', async () => {
    const url = await demo.ready;
    // The new operator's answer is asked for where there is one: see `operatorNew`.
    const shown = README.split('\n## ').filter((section) => !section.startsWith('Write an operator'));
    const blocks = [...shown.join('\n').matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, text]) => ({
      language,
      text: text ?? '',
    }));
    const pairs = blocks.flatMap((block, index) => {
      const answer = blocks[index + 1];
      return block.text.startsWith('curl') && answer?.language === 'json'
        ? [[block.text, answer.text] as const]
        : [];
    });
    expect(pairs.length).toBeGreaterThan(0);
    for (const [command, answer] of pairs) {
      const output = execFileSync('sh', ['-c', command.replaceAll('http://127.0.0.1:4000', url)], {
        encoding: 'utf8',
        cwd: ROOT,
        env: { ...process.env, HUB_URL: url, HUB_DATA_DIR: folder },
      });
      expect(JSON.parse(output)).toEqual(JSON.parse(answer));
    }
  });

  test('leaves nothing behind when it is killed', async () => {
    const processes = demo.processes();
    demo.child.kill('SIGKILL');
    expect(await waitUntilGone(processes)).toBe(true);
  });
});

describe('what is wrong is said in a sentence', { timeout: 120_000 }, () => {
  test('its port is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const demo = startDemoProcess({ HUB_DATA_DIR: folder, HUB_PORT: String(port) });
    expect(await demo.ended).toBe(1);
    expect(demo.stderr()).toContain(`port ${port} is in use`);
    expect(demo.stderr()).toContain('HUB_PORT=');
    expect(demo.stderr()).not.toMatch(/\n\s+at /);
    await new Promise((resolve) => taken.close(resolve));
  });

  test("an operator's port is in use", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const demo = startDemoProcess({ HUB_DATA_DIR: folder, HIVE_BOX_PORT: String(port) });
    expect(await demo.ended).toBe(1);
    expect(demo.stderr()).toMatch(new RegExp(`port ${port} is in use`));
    expect(demo.stderr()).toContain('HIVE_BOX_PORT');
    expect(demo.stderr()).not.toMatch(/\n\s+at /);
    await new Promise((resolve) => taken.close(resolve));
  });

  test.each([
    ['HUB_PORT', 'eighty', /HUB_PORT is `eighty`/],
    ['HUB_PORT', '70000', /HUB_PORT is `70000`/],
    ['ZTO_PORT', '-1', /ZTO_PORT is `-1`/],
    [
      'DATABASE_URL',
      'mysql://hub:s3cret@db/hub',
      /DATABASE_URL must be the address of a PostgreSQL server: postgres:\/\/user@host/,
    ],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL is `loud`; it must be one of/],
    ['HUB_HOST', '192.0.2.1', /no address 192\.0\.2\.1; set HUB_HOST/],
  ])('%s=%s', async (name, value, sentence) => {
    const demo = startDemoProcess({ HUB_DATA_DIR: folder, [name]: value });
    expect(await demo.ended).toBe(1);
    expect(demo.stderr()).toMatch(sentence);
    expect(demo.stderr()).not.toMatch(/\n\s+at /);
  });

  test('a data folder that is a file', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const demo = startDemoProcess({ HUB_DATA_DIR: file });
    expect(await demo.ended).toBe(1);
    expect(demo.stderr()).toContain('HUB_DATA_DIR');
    expect(demo.stderr()).not.toMatch(/\n\s+at /);
  });
});

test('the README names npm scripts and files that exist', () => {
  const scripts = Object.keys(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts);
  for (const [, name = ''] of README.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g))
    expect(scripts).toContain(name);
  for (const [, path = ''] of README.matchAll(/\]\((?!http)([^)#]+)\)/g))
    expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
});
