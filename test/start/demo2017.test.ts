/** The 2017 story, run once as a user would run it, and held against what the README tells of it. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../tidy/readTree.ts';
import { listProcesses, waitUntilGone } from './demoProcess.ts';

interface ToldClaim {
  readonly scene: string;
  readonly at: string;
  readonly who: string;
  readonly says: string;
  readonly expected: unknown;
  readonly got: unknown;
  readonly holds: boolean;
}

interface Told {
  readonly holds: boolean;
  readonly claims: readonly ToldClaim[];
}

const listFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tracking-hub-2017-'));

/** Runs the script; `onPrinted` hears all that it has printed on stderr, and the processes that it has by then. */
async function runStory(
  args: readonly string[],
  onPrinted: (text: string, stop: () => void, processes: () => readonly number[]) => void,
) {
  const child = spawn(process.execPath, ['--import', 'tsx/esm', 'gateway/cli/demo/2017/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    onPrinted(
      stderr,
      () => child.kill('SIGINT'),
      () => listProcesses(child.pid ?? 0),
    );
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { exitCode, stdout, stderr };
}

describe('npm run demo:2017', { timeout: 30_000 }, () => {
  const before = listFolders();
  let told: Told;
  let exitCode: number | null;
  let stderr: string;
  let processes: readonly number[] = [];
  beforeAll(async () => {
    const run = await runStory(['--format', 'json'], (text, _, list) => {
      if (processes.length === 0 && text.includes('publishing their subgraphs')) processes = list();
    });
    ({ exitCode, stderr } = run);
    told = run.stdout.startsWith('{') ? JSON.parse(run.stdout) : { holds: false, claims: [] };
  }, 180_000);

  test('sees all that it claims, and ends with 0', () => {
    expect(told.claims.filter(({ holds }) => !holds)).toEqual([]);
    expect({ holds: told.holds, exitCode }, stderr).toEqual({ holds: true, exitCode: 0 });
  });

  test('tells the scenes in the order of that June', () => {
    expect([...new Set(told.claims.map(({ scene }) => scene))]).toEqual([
      'Normal service',
      'Cainiao asks for what is not its own',
      'The night: Hive Box is to be cut off',
      'Dawn: Hive Box pulls the plug',
      'Noon: SF Express stands by Hive Box',
      'Three days later: both suspensions are in effect',
      'The State Post Bureau steps in',
      'The machines come back',
      'Both resume',
    ]);
  });

  test.each([
    ['Cainiao', /asks for 10,000 parcels in flight/, { parcels: 10_000, live: 15_910, asLastSeen: 15_910 }],
    ['Cainiao', /asks for names, phones and pickup codes/, { asked: 100, found: 0 }],
    ['Hive Box', /one request of these in its own log/, [{ platform: 'cainiao', entities: 1 }]],
    ['Cainiao', /on notice with Hive Box: 72 hours/, { state: 'SUSPENSION_NOTICED', reason: 'UNSPECIFIED' }],
    ['Hive Box', /has no process any more/, { wasRunning: true, isRunning: false }],
    ['SF Express', /has no process any more/, { wasRunning: true, isRunning: false }],
    [
      'Cainiao',
      /10,000 of 10,000 parcels.*OPERATOR_UNAVAILABLE/,
      {
        parcels: 10_000,
        live: 0,
        asLastSeen: 15_910,
        beyondFloor: 0,
        lastKnown: { 'sf-express OPERATOR_UNAVAILABLE': 10_000, 'hive-box OPERATOR_UNAVAILABLE': 5_910 },
      },
    ],
    [
      'Cainiao',
      /10,000 of 10,000 parcels.*SUSPENDED/,
      {
        parcels: 10_000,
        live: 0,
        asLastSeen: 15_910,
        beyondFloor: 0,
        lastKnown: { 'sf-express SUSPENDED': 10_000, 'hive-box SUSPENDED': 5_910 },
      },
    ],
    ['Taobao', /SF Express and ZTO share with it as ever/, { 'sf-express': { state: 'IN_FORCE' } }],
    ['mediator', /verifies the signed records of both sides/, { exitCode: 0, files: 6, problems: 0 }],
    ['mediator', /would notice a forgery/, { isChanged: true, exitCode: 1 }],
    ['Cainiao', /sees nothing of a parcel that SF Express took after/, { parcel: null }],
    ['Cainiao', /sees that parcel now/, { parcel: { legs: [{ status: 'IN_TRANSIT', custody: null }] } }],
    ['Cainiao', /is answered live again/, { parcels: 1_000 }],
  ])('%s: %s', (who, says, got) => {
    const found = told.claims.filter((claim) => claim.who === who && says.test(claim.says));
    expect(found.map((claim) => claim.got)).toMatchObject([got]);
  });

  test('the mediator sees who cut what first', () => {
    const [claim] = told.claims.filter(({ says }) => says.includes('who cut what first'));
    expect(claim?.got).toEqual([
      ['2026-11-20T16:30:00.000Z', 'cainiao', 'SUSPEND', 'hive-box--cainiao', 'UNSPECIFIED'],
      ['2026-11-21T04:00:00.000Z', 'sf-express', 'SUSPEND', 'sf-express--cainiao', 'COMMERCIAL'],
      ['2026-11-24T06:00:00.000Z', 'hive-box', 'DISPUTE', 'hive-box--cainiao', 'BREACH'],
      ['2026-11-24T06:00:00.000Z', 'cainiao', 'DISPUTE', 'sf-express--cainiao', 'TECHNICAL'],
    ]);
  });

  test('third parties are compared in every scene, and their answers never differ', () => {
    const compared = told.claims.filter(({ who }) => who === 'third parties');
    expect(compared.map(({ at }) => at.slice(0, 13))).toEqual([
      '2026-11-20T16',
      '2026-11-20T16',
      '2026-11-21T04',
      '2026-11-24T05',
      '2026-11-25T01',
      '2026-11-25T02',
      '2026-11-25T02',
    ]);
    for (const { got } of compared) expect(got).toEqual({ isAsked: true, different: [] });
  });

  test('the README shows what it prints', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const section = readme.split('## The 2017 story')[1]?.split('\n## ')[0] ?? '';
    const excerpt = /```text\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
    const shown = excerpt
      .split(/^ {2}✓ /m)
      .slice(1)
      .map((text) =>
        text
          .split(/\n {0,4}\S|\n\n/)[0]
          ?.replaceAll(/\s+/g, ' ')
          .trim(),
      );
    expect(shown.length).toBeGreaterThan(5);
    const claims = told.claims.map(({ who, says }) => `${who} ${says}`);
    for (const claim of shown) expect(claims).toContain(claim);
    expect(section).toContain('npm run demo:2017');
  });

  test('leaves no process and no folder behind', async () => {
    // The script itself, the hub and five operators.
    expect(processes.length).toBeGreaterThanOrEqual(7);
    expect(await waitUntilGone(processes)).toBe(true);
    expect(listFolders().filter((name) => !before.includes(name))).toEqual([]);
  });
});

test('Ctrl-C ends every process of it, with exit code 130', { timeout: 60_000 }, async () => {
  const before = listFolders();
  let processes: readonly number[] = [];
  const { exitCode, stdout } = await runStory(['--format', 'json'], (text, stop, list) => {
    if (processes.length > 0 || !text.includes('writing the data')) return;
    processes = list();
    stop();
  });
  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
  expect(processes.length).toBeGreaterThanOrEqual(3);
  expect(await waitUntilGone(processes)).toBe(true);
  expect(listFolders().filter((name) => !before.includes(name))).toEqual([]);
});
