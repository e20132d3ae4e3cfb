/** A hub keeps legs as long as it is told to, by its own clock, and ends that with everything else. */
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { startHub } from '../../gateway/server/startHub.ts';
import type { RetentionOptions } from '../../gateway/store/legRetention.ts';

const seen: (RetentionOptions | 'closed')[] = [];
vi.mock('../../gateway/store/legRetention.ts', () => ({
  startRetention: (_: unknown, options: RetentionOptions) => {
    seen.push(options);
    return { close: async () => void seen.push('closed') };
  },
}));

test.each([
  ['30 days', 30],
  ['no end', undefined],
])('a hub that is to keep legs for %s', async (_, retentionDays) => {
  seen.length = 0;
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    identity: { kind: 'participants' },
    readNow: () => 2_017,
    log: pino({ level: 'silent' }),
    ...(retentionDays !== undefined && { retentionDays }),
  });
  await hub.stop();
  if (retentionDays === undefined) return expect(seen).toEqual([]);
  const [options, end] = seen;
  expect(options).toMatchObject({ days: 30 });
  expect((options as RetentionOptions).readNow()).toBe(2_017);
  expect(end).toBe('closed');
});
