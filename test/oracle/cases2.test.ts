/** Half of the cases; the other half is in a file of its own, so that two processors share them. */
import { test } from 'vitest';
import { CASES, expectNoFailure } from './expectNoFailure.ts';

test(
  'what the hub answers, asks and says is what the agreements grant: networks 50 to 99',
  { timeout: 600_000 },
  () => expectNoFailure({ ...CASES, from: 50 }),
);
