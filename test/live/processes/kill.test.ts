/** A hub that is killed while participants publish, announce and sign has lost nothing that it acknowledged; 50 times by `npm run soak:kill`. */
import { expect, test } from 'vitest';
import { createDatabase, NO_SERVER } from '../../store/engines.ts';
import { runKillRounds } from './killRounds.ts';

const SEED = 7;

test('the embedded database of a hub that is killed', { timeout: 120_000 }, async () => {
  const report = await runKillRounds({ kills: 1, seed: SEED });
  expect(report.problems).toEqual([]);
  expect(report.acknowledged).toBeGreaterThan(0);
});

test.skipIf(NO_SERVER !== undefined)(
  'the PostgreSQL database of a hub that is killed',
  { timeout: 120_000 },
  async () => {
    const database = await createDatabase();
    const report = await runKillRounds({ kills: 1, seed: SEED, databaseUrl: database.url }).finally(
      database.drop,
    );
    expect(report.problems).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(0);
  },
);
