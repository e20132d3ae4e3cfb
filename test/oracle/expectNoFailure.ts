/** Runs a range of networks in a test; a case that fails is made small and printed whole. */
import { expect } from 'vitest';
import { printCase } from './printCase.ts';
import { type CasePlan, runCases } from './runCases.ts';
import { shrinkCase } from './shrinkCase.ts';

/** The cases of every run of the tests; `npm run soak` has others. */
export const CASES: CasePlan = { seed: 20_170_601, from: 0, to: 100, scenarios: 5, queries: 8, repeats: 5 };

/** Fails with the first case that does, and with too few cases. */
export async function expectNoFailure(plan: CasePlan): Promise<void> {
  let story = '';
  const total = await runCases(plan, {
    async onFailure(failed) {
      story = printCase(failed, await shrinkCase(failed));
      return true;
    },
  });
  expect(story).toBe('');
  expect(total).toBe((plan.to - plan.from) * plan.scenarios * plan.queries * plan.repeats);
}
