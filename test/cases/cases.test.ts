/** Runs every `.case` file below this folder. `UPDATE_CASES=1 npm test` writes what came of each into the file. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../tidy/readTree.ts';
import { CaseError } from './runner/caseFile.ts';
import { type CaseNetwork, startCaseNetwork } from './runner/caseNetwork.ts';
import { parseCase } from './runner/parseCase.ts';
import { runCase, writeOutcomes } from './runner/runCase.ts';

const FOLDER = 'test/cases';
const paths = readdirSync(join(ROOT, FOLDER), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.case'))
  .map((path) => `${FOLDER}/${path}`)
  .sort();

let network: CaseNetwork;

beforeAll(async () => {
  network = await startCaseNetwork();
});
afterAll(() => network?.stop());

describe('cases', () => {
  for (const path of paths) {
    test(path, async () => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      const written = await rewrite(path, text);
      if (!process.env['UPDATE_CASES']) {
        expect(written, `\`UPDATE_CASES=1 npx vitest run ${FOLDER}/cases.test.ts\` takes what came`).toBe(
          text,
        );
        return;
      }
      // What the checker says of a later step names lines, which the first writing may have moved.
      const isSettled = written === text || !written.includes('\n=== checker says\n');
      writeFileSync(join(ROOT, path), isSettled ? written : await rewrite(path, written));
    });
  }

  test('there are enough of them', () => {
    expect(paths.length).toBeGreaterThanOrEqual(60);
  });
});

/** The file with what came of its steps in place of what it expects. */
async function rewrite(path: string, text: string): Promise<string> {
  const file = parseCase(path, text);
  const outcomes = await runCase(network, file);
  for (const { step, checker } of outcomes) {
    if (checker === '' || step.expected.checker !== undefined) continue;
    throw new CaseError(path, step.line, `an agreement is refused; add \`=== checker says\`:\n${checker}`);
  }
  return writeOutcomes(file, outcomes);
}
