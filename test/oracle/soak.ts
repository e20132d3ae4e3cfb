/**
 * `npm run soak -- --count N --seed S`: runs N cases of a seed, says how far it is, and stops at the first case that fails,
 * made small. Exit 0 when all hold, 1 when one does not, 2 for wrong usage.
 */
import { parseArgs } from 'node:util';
import type { Finding } from './checkCase.ts';
import { printCase } from './printCase.ts';
import { type CasePlan, runCases } from './runCases.ts';
import { shrinkCase } from './shrinkCase.ts';

const USAGE = `usage: npm run soak -- [--count N] [--seed S] [--only NETWORK] [--all]
  --count  how many cases, 20000 when left out
  --seed   a whole number; another seed makes other cases
  --only   only this network of the seed, as a failing case names it
  --all    go on after a failing case, and print each kind once`;

/** Of one network: enough questions that opening it pays. */
const SHAPE = { scenarios: 5, queries: 14, repeats: 3 };
const PER_NETWORK = SHAPE.scenarios * SHAPE.queries * SHAPE.repeats;
const STEP = 2_000;

process.exitCode = await soak(process.argv.slice(2));

async function soak(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { plan, goesOn } = options;
  const started = Date.now();
  let failures = 0;
  const seen = new Map<string, number>();
  const total = await runCases(plan, {
    onCase(count) {
      if (count % STEP === 0)
        process.stderr.write(`${count} cases, ${seconds(started)} s, ${failures} failed\n`);
      return false;
    },
    async onFailure(failed) {
      failures += 1;
      const shrunk = await shrinkCase(failed);
      // An error says more than the nulls that come with it.
      const { findings } = shrunk.checked;
      const kind = kindOf(findings.find(({ property }) => property === 'errors') ?? findings[0]);
      const times = (seen.get(kind) ?? 0) + 1;
      seen.set(kind, times);
      if (times === 1) process.stdout.write(`${printCase(failed, shrunk)}\n\n`);
      return !goesOn;
    },
  });
  process.stderr.write(`${total} cases of seed ${plan.seed} in ${seconds(started)} s: ${failures} failed\n`);
  for (const [kind, times] of seen) process.stderr.write(`  ${times} times ${kind}\n`);
  return failures === 0 ? 0 : 1;
}

function readOptions(
  args: readonly string[],
): { readonly plan: CasePlan; readonly goesOn: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        count: { type: 'string', default: '20000' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
        all: { type: 'boolean', default: false },
      },
    });
    const [count, seed, only] = [values.count, values.seed, values.only ?? '0'].map(Number);
    if (count === undefined || seed === undefined || only === undefined) return undefined;
    if (![count, seed, only].every((number) => Number.isSafeInteger(number) && number >= 0)) return undefined;
    const isOne = values.only !== undefined;
    const [from, to] = isOne ? [only, only + 1] : [0, Math.max(1, Math.ceil(count / PER_NETWORK))];
    return { plan: { ...SHAPE, seed, from, to }, goesOn: values.all };
  } catch {
    return undefined;
  }
}

/** A finding without what differs from case to case. */
function kindOf(finding: Finding | undefined): string {
  const text = (finding?.text ?? '')
    .replace(/`[^`]*`/g, '...')
    .replace(/(answered|where|grant) .*?(?= where| is expected|$)/g, '$1 ...')
    .replace(/under [0-9a-f-]{36}.*/, 'under id')
    .replace(/[A-Z]\w*\.\w+/g, 'Type.field')
    .replace(/[a-z]+(-[a-z]+)*--[a-z]+@\d+|\b(swift|north-post|red-box|quick-fox-lines)\b/g, '_')
    .replace(/\d+/g, 'n');
  return `${finding?.property}: ${text.slice(0, 120)}`;
}

function seconds(started: number): string {
  return ((Date.now() - started) / 1000).toFixed(0);
}
