/** `hub operator new`: what it refuses, what it writes, and that what it writes runs, tests itself, passes the audit and joins a hub. */
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { AUDIT_GROUPS } from '../../gateway/cli/audit/audits/index.ts';
import { openLocalSigner } from '../../gateway/cli/audit/localSigner.ts';
import { openTarget } from '../../gateway/cli/audit/openTarget.ts';
import { runAudits } from '../../gateway/cli/audit/runAudits.ts';
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import { fillTemplate } from '../../gateway/cli/operator/fillTemplate.ts';
import { KIT_DEPENDENCIES } from '../../gateway/cli/operator/packKit.ts';
import { readmeBlocks, runReadmeBlock } from '../support/runReadme.ts';
import { readImports, readTree } from '../tidy/readTree.ts';
import { startLiveHub } from './liveHub.ts';

const folder = mkdtempSync(join(tmpdir(), 'operator-new-'));
/** Where the commands of the README are typed: the project is beside it, as `../my-courier`. */
const cwd = join(folder, 'here');
const SECTION = 'Write an operator';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function hub(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    out: { write: (text: string) => out.push(text) },
    err: { write: (text: string) => err.push(text) },
    env: {},
    cwd: folder,
  };
  return { exitCode: await runHub(args, terminal), out: out.join(''), err: err.join('') };
}

describe('what is refused', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'mine.txt'), '');
    writeFileSync(join(folder, 'a-file'), '');
  });
  test.each<[args: readonly string[], err: RegExp]>([
    [['x', '--code', 'x'], /required option '--role/],
    [['x', '--role', 'courier'], /required option '--code/],
    [['x', '--code', 'x', '--role', 'post'], /'post' is invalid/],
    [['x', '--code', 'My-Courier', '--role', 'courier'], /--code `My-Courier` is no possible code/],
    [['x', '--code', '../x', '--role', 'courier'], /is no possible code/],
    [['x', '--code', 'audit--other', '--role', 'courier'], /is no possible code/],
    [['x', '--code', 'x', '--role', 'courier', '--name', '`rm`'], /--name .* cannot be taken/],
    [['x', '--code', 'x', '--role', 'courier', '--name', '{{code}}'], /--name .* cannot be taken/],
    [['x', '--code', 'x', '--role', 'courier', '--name', ''], /--name .* cannot be taken/],
    [['full', '--code', 'x', '--role', 'courier'], /`full` is not empty/],
    [['.', '--code', 'x', '--role', 'courier'], /`\.` is not empty/],
    [['a-file', '--code', 'x', '--role', 'courier'], /`a-file` is a file/],
  ])('hub operator new %j', async (args, err) => {
    const result = await hub('operator', 'new', ...args);
    expect([result.exitCode, result.out]).toEqual([2, '']);
    expect(result.err).toMatch(err);
    expect(existsSync(join(folder, 'x'))).toBe(false);
    expect(readdirSync(join(folder, 'full'))).toEqual(['mine.txt']);
  });
});

test('a placeholder without a value is an error, and values are not filled in again', () => {
  expect(() => fillTemplate('courier', {})).toThrow(/unknown placeholder/);
});

test('the kit is packed with all that it imports, and no more', () => {
  const used = [...readTree('subgraphs/kit'), ...readTree('schema')]
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap(readImports)
    .filter((name) => !/^(node:|subgraphs\/|schema\/)/.test(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  expect([...KIT_DEPENDENCIES].sort()).toEqual([...new Set(used)].sort());
});

/** Runs a program in the project. Rejects with what it wrote. */
async function run(project: string, program: string, ...args: readonly string[]): Promise<string> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(program, args, { cwd: project, env });
  return stdout;
}

/** Starts the project as a process of its own, for the hub with these keys; resolves to its address. */
async function startProject(project: string, jwksUrl: string): Promise<string> {
  const child = fork(join(project, 'src', 'server.ts'), {
    cwd: project,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', HUB_JWKS_URL: jwksUrl },
    execArgv: ['--import', 'tsx/esm'],
    silent: true,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [{ listening }] = await once(child, 'message');
  return listening;
}

/** What an audit says of the project while it runs. */
async function auditProject(project: string, code: string) {
  const signer = await openLocalSigner(code, 0);
  onTestFinished(() => signer.close());
  const target = await openTarget({
    url: new URL(await startProject(project, signer.jwksUrl)),
    signer,
    waybills: ['WB0001', 'WB0002', 'WB0003'],
    patienceMs: 30_000,
  });
  if (!('send' in target)) throw new Error(JSON.stringify(target));
  const { groups } = await runAudits(target, AUDIT_GROUPS);
  return groups.flatMap(({ results }) => results).filter(({ verdict }) => verdict !== 'PASS');
}

// Slow: `npm install` of the kit's dependencies, half a minute on a busy machine. The locker takes the courier's.
describe.sequential('an operator that is new', { timeout: 180_000 }, () => {
  test('a courier: written, installed, tested, audited', async () => {
    const written = await hub(
      'operator',
      'new',
      'my-courier',
      '--code',
      'my-courier',
      '--role',
      'courier',
      '--format',
      'json',
    );
    expect(written).toMatchObject({ exitCode: 0, err: '' });
    const { files, name } = JSON.parse(written.out);
    expect(name).toBe('My Courier');
    expect(files).toEqual([
      '.dockerignore',
      '.gitignore',
      'Dockerfile',
      'README.md',
      'data/parcels.json',
      'my-courier--jd.graphql',
      'package.json',
      'patterns.json',
      'src/mapping.ts',
      'src/native.ts',
      'src/operator.ts',
      'src/server.ts',
      'src/toLeg.ts',
      'src/writeLegs.ts',
      'src/writeSchema.ts',
      'test/operator.test.ts',
      expect.stringMatching(/^vendor\/tracking-hub-kit-[\d.]+\.tgz$/),
    ]);
    const project = join(folder, 'my-courier');
    for (const file of files.filter((path: string) => !path.startsWith('vendor/')))
      expect(readFileSync(join(project, file), 'utf8')).not.toMatch(/\{\{\w/);
    await run(project, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund');
    expect(readFileSync(join(project, 'schema.graphql'), 'utf8')).toContain('type CourierLeg');
    expect(await run(project, 'npm', 'test')).toMatch(/pass 4\b/);
    expect(await auditProject(project, 'my-courier')).toEqual([]);
  });

  test('the README: published to a hub, it answers the platform that it has an agreement with, and no other', async () => {
    const live = await startLiveHub();
    onTestFinished(() => live.stop());
    const project = join(folder, 'my-courier');
    const url = await startProject(project, `${live.url}/.well-known/jwks.json`);
    const [, , publish = '', agree = '', question = ''] = readmeBlocks(SECTION, 'sh');
    const [answer = ''] = readmeBlocks(SECTION, 'json');
    const env = { HUB_URL: live.url, HUB_PROFILES_DIR: live.profiles };
    const replace = { 'http://127.0.0.1:4101/graphql': url };
    await runReadmeBlock(publish, { cwd, env, replace });

    const body = JSON.parse(/ -d '(.+)'/.exec(question)?.[1] ?? '');
    const asJd = (query = body.query) => live.ask('jd', 'RECIPIENT_NOTICE', query);
    expect(question).toContain('--platform jd --purpose RECIPIENT_NOTICE');
    // Published, and shared with nobody.
    expect(await asJd()).toMatchObject({ data: { parcel: null } });

    const [check, offer, sign, announce] = agree.split('\n').filter((line) => line !== '');
    await runReadmeBlock([check, offer, sign].join('\n'), { cwd, env });
    // Nobody announced it: found by the form of its number, it is a parcel of others, of which JD sees the status.
    const status = '{ parcel(trackingNumber: "WB0002") { legs { status acceptedAt } } }';
    expect(await asJd(status)).toMatchObject({ data: { parcel: null } });
    await expect
      .poll(() => asJd(status), { timeout: 20_000 })
      .toMatchObject({ data: { parcel: { legs: [{ status: 'DELIVERED', acceptedAt: null }] } } });

    await runReadmeBlock(announce ?? '', { cwd, env });
    const { data, errors, extensions } = await asJd();
    expect([errors, data]).toEqual([undefined, JSON.parse(answer).data]);
    expect(extensions.disclosure.masked.map(({ mask }: { mask: string }) => mask)).toEqual([
      'CN_NAME',
      'CN_PHONE',
    ]);
    expect(await asJd(status)).toMatchObject({
      data: {
        parcel: { legs: [{ status: 'DELIVERED', acceptedAt: expect.stringMatching(/T10:00:00\+08:00$/) }] },
      },
    });
    // The nearest denials: another purpose, a parcel of others, a platform without an agreement.
    const { data: plain, extensions: why } = await live.ask('jd', 'ORDER_STATUS', body.query);
    expect(plain.parcel).toEqual({
      status: 'OUT_FOR_DELIVERY',
      legs: [{ operator: { name: 'My Courier' }, recipient: null }],
    });
    expect(why.disclosure.withheld).toContainEqual(
      expect.objectContaining({ code: 'PURPOSE', fields: [{ field: 'CourierLeg.recipient', legs: 1 }] }),
    );
    const others = '{ parcel(trackingNumber: "WB0003") { legs { status substatus } } }';
    expect(await asJd(others)).toMatchObject({
      data: { parcel: { legs: [{ status: 'REGISTERED', substatus: null }] } },
    });
    expect(await live.ask('cainiao', 'RECIPIENT_NOTICE', body.query)).toEqual({
      data: { parcel: null },
      extensions: expect.objectContaining({
        disclosure: expect.objectContaining({ masked: [], withheld: [] }),
      }),
    });
  });

  test('a locker operator, with a name of its own', async () => {
    const written = await hub(
      'operator',
      'new',
      'locker',
      '--code',
      'box9',
      '--role',
      'locker',
      '--name',
      "O'Box, 箱 & Co.",
    );
    expect(written).toMatchObject({
      exitCode: 0,
      err: '',
      out: expect.stringContaining('next: `cd locker && npm install'),
    });
    const project = join(folder, 'locker');
    symlinkSync(join(folder, 'my-courier', 'node_modules'), join(project, 'node_modules'));
    await run(project, 'npm', 'run', 'schema');
    expect(readFileSync(join(project, 'schema.graphql'), 'utf8')).toContain('type LockerLeg');
    expect(await run(project, 'npm', 'test')).toMatch(/pass 4\b/);
    expect(await auditProject(project, 'box9')).toEqual([]);
    expect(await hub('agreement', 'check', 'locker/box9--jd.graphql')).toMatchObject({
      exitCode: 0,
      err: '',
    });
    await run(project, 'npm', 'run', 'legs');
    const [line = ''] = readFileSync(join(project, 'legs.ndjson'), 'utf8').split('\n');
    const stored = expect.stringMatching(/T10:05:00\+08:00$/);
    expect(JSON.parse(line)).toEqual({
      waybill: 'WB0001',
      parcel: 'order-1001',
      seq: 0,
      platform: 'jd',
      acceptedAt: stored,
      finalAt: null,
      status: 'AVAILABLE_FOR_PICKUP',
      substatus: 'AVAILABLE_FOR_PICKUP_LOCKER',
      everReached: ['REGISTERED', 'AVAILABLE_FOR_PICKUP'],
      updatedAt: stored,
    });
  });
});
