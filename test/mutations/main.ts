/**
 * `npm run mutate`: switches off one rule at a time, in a copy of the tree, and expects the tests to notice.
 * Invariant: a mutation whose text is no longer in its file is an error, so the list cannot rot unseen.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listMutations, type Mutation } from './listMutations.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = [
  'gateway',
  'schema',
  'subgraphs',
  'test',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

type Outcome = 'noticed' | 'survived' | 'stale';

async function copyTree(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mutate-'));
  for (const name of COPIED) {
    await cp(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Whether the tests fail in the folder; a run that does not end counts as a failure. */
function testsFail(folder: string, tests: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
    const options = { cwd: folder, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [vitest, 'run', '--bail', '1', ...tests], options, (error) =>
      resolve(error !== null),
    );
  });
}

async function tryMutation(folder: string, { file, find, replace, tests }: Mutation): Promise<Outcome> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  if (text.split(find).length !== 2) return 'stale';
  await writeFile(
    path,
    text.replace(find, () => replace),
  );
  const isNoticed = await testsFail(folder, tests);
  await writeFile(path, text);
  return isNoticed ? 'noticed' : 'survived';
}

const wanted = process.argv[2] ?? '';
const mutations = listMutations().filter(({ file, rule }) => `${file} ${rule}`.includes(wanted));
const folder = await copyTree();
try {
  const tests = [...new Set(mutations.flatMap((mutation) => mutation.tests))];
  if (await testsFail(folder, tests)) throw new Error('the tests fail without any mutation; mend that first');
  const outcomes: Outcome[] = [];
  for (const [index, mutation] of mutations.entries()) {
    const outcome = await tryMutation(folder, mutation);
    outcomes.push(outcome);
    const place = `${String(index + 1).padStart(3)}/${mutations.length}`;
    process.stdout.write(`${place} ${outcome.padEnd(8)} ${mutation.file}: ${mutation.rule}\n`);
  }
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  process.stdout.write(
    `${count('noticed')} noticed, ${count('survived')} survived, ${count('stale')} no longer in their file\n`,
  );
  process.exitCode = outcomes.every((outcome) => outcome === 'noticed') ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
