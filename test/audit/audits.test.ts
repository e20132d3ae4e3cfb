/** Each audit passes on a server that is as it should be, and is seen to fail on the one made for it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditTarget } from '../../gateway/cli/audit/audit.ts';
import { AUDITS } from '../../gateway/cli/audit/audits/index.ts';
import { runAudit } from '../../gateway/cli/audit/runAudits.ts';
import { type AuditedNetwork, startAuditedNetwork } from './auditedNetwork.ts';
import { FAULTS } from './faults.ts';

let network: AuditedNetwork;
beforeAll(async () => {
  network = await startAuditedNetwork();
});
afterAll(() => network.stop());

/** What each audit needs beside its fault. */
const MORE: Readonly<Record<string, { readonly patienceMs?: number; readonly masks?: false }>> = {
  'A-BATCH-06': { patienceMs: 1_000 },
  'A-SDL-03': { masks: false },
};

test('an id, its level and what it says are for good: a new requirement gets a new id', () => {
  const lines = [...AUDITS.values()].map(({ id, level, title }) => `${id} ${level} ${title}`);
  const published = readFileSync(new URL('ids.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.toSorted()).toEqual(published);
});

test('the README shows how many there are', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\n${AUDITS.size} passed, 0 failed, 0 warned, 0 skipped\n`);
});

test('every audit has a server that does not meet it, and says why it matters', () => {
  expect(Object.keys(FAULTS).sort()).toEqual([...AUDITS.keys()].sort());
  for (const { id, why, title } of AUDITS.values()) {
    expect([id, why.length > 40, why.endsWith('.')]).toEqual([id, true, true]);
    expect([id, /^[A-Z]|\.$/.test(title)]).toEqual([id, false]);
  }
});

describe('a server that is as it should be', () => {
  let target: AuditTarget;
  beforeAll(async () => {
    target = await network.open();
  });
  test.each([...AUDITS.values()])('$id $title', async (audit) => {
    const { verdict, reason } = await runAudit(target, audit);
    expect([verdict, reason]).toEqual(['PASS', undefined]);
  });
});

describe('a server that is broken', () => {
  test.each([...AUDITS.values()])('$id is seen to fail', async (audit) => {
    const target = await network.open(FAULTS[audit.id], MORE[audit.id]);
    const { verdict, reason } = await runAudit(target, audit);
    expect([verdict, reason]).toEqual([audit.level === 'MUST' ? 'FAIL' : 'WARN', expect.any(String)]);
  });
});
