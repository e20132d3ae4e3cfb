/**
 * `npm run bench`: compares the hub with its peers on the same operators and data, and measures networks of many
 * operators and agreements, and the directory's feed. Invariant: nothing is measured before all contenders have given the same answers.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createScreen } from '../../gateway/cli/screen.ts';
import { runAgreements } from './agreements/runAgreements.ts';
import { runComparison } from './compare/runComparison.ts';
import { runFeed } from './feed/runFeed.ts';
import { HELP, readOptions, UsageError } from './options.ts';
import { runPublish } from './registry/runPublish.ts';
import { describeMachine } from './report/describeMachine.ts';
import { printAgreements } from './report/reportAgreements.ts';
import { COMPARISON_NOTES, printComparison } from './report/reportComparison.ts';
import { printFeed } from './report/reportFeed.ts';
import { printPublish } from './report/reportPublish.ts';
import { printScaling } from './report/reportScaling.ts';
import { runScaling } from './scaling/runScaling.ts';

// Every process of the benchmark inherits it: graphql-js checks more, and more slowly, anywhere else.
process.env['NODE_ENV'] = 'production';

/** What has to end before this process does. */
const ends: (() => Promise<unknown>)[] = [];

async function endAll(): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void endAll().finally(() => process.exit(130)));
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
} finally {
  await endAll();
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const screen = createScreen(process.stdout);
  if (options === undefined) return screen.line(HELP);
  const startedAt = new Date().toISOString();
  const comparison = await runComparison(options, screen, (end) => ends.push(end));
  // The contenders must not take the machine from what is measured next.
  await endAll();
  if (options.profile !== undefined) return;
  const scaling = await runScaling(options, screen, (end) => ends.push(end));
  const agreements = await runAgreements(options, screen, (end) => ends.push(end));
  const publish = await runPublish(options, screen, (end) => ends.push(end));
  const feed = await runFeed(options, screen, (end) => ends.push(end));
  const machine = describeMachine();
  screen.line(
    `\n${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, node ${machine.node}`,
  );
  screen.line(
    Object.entries(machine.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  );
  for (const each of comparison.comparisons) screen.line(`\n${printComparison(each).join('\n')}`);
  if (comparison.comparisons.length > 0) screen.line(`\n${COMPARISON_NOTES.join('\n')}`);
  for (const note of comparison.notes) screen.line(`\nnote: ${note}`);
  if (scaling.length > 0) screen.line(`\n${printScaling(scaling).join('\n')}`);
  if (agreements.length > 0) screen.line(`\n${printAgreements(agreements).join('\n')}`);
  if (publish.length > 0) screen.line(`\n${printPublish(publish).join('\n')}`);
  if (feed !== undefined) screen.line(`\n${printFeed(feed).join('\n')}`);
  await mkdir(dirname(options.json), { recursive: true });
  const result = { startedAt, machine, options, ...comparison, scaling, agreements, publish, feed };
  await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
  screen.line(`\nthe figures of every round: ${options.json}`);
}
