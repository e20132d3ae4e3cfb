/**
 * `npm run demo:2017`: the dispute of June 2017, played on real processes and a clock that moves when it is told to. Exit code 0 when
 * all that is told was seen, 1 when something was not, 2 for wrong use.
 */
import '../../../base/runtimeSettings.ts';
import { parseArgs } from 'node:util';
import { explainFailure } from '../../explainFailure.ts';
import { createScreen } from '../../screen.ts';
import { createInFlight } from './inFlight.ts';
import { createNarrator } from './narrator.ts';
import { bothResume } from './scenes/bothResume.ts';
import { foreignParcels } from './scenes/foreignParcels.ts';
import { machinesGoDark } from './scenes/machinesGoDark.ts';
import { mediator } from './scenes/mediator.ts';
import { nightSuspension } from './scenes/nightSuspension.ts';
import { normalService } from './scenes/normalService.ts';
import { noticeEnds } from './scenes/noticeEnds.ts';
import { type Cleanups, openStage } from './stage.ts';
import { createThirdParties } from './thirdParties.ts';

const SCENES = [
  normalService,
  foreignParcels,
  nightSuspension,
  machinesGoDark,
  noticeEnds,
  mediator,
  bothResume,
];

/** Those in flight are what it is about; the others are there so that others have something to ask for. */
const AMOUNT = { parcels: 2_000, inFlight: 10_000 };

const INTERRUPTED = 130;
const cleanups: Cleanups = [];
let isEnding = false;

async function end(exitCode: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch(() => {});
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second Ctrl-C does not wait; the other processes end with this one.
    if (isEnding) process.exit(INTERRUPTED);
    void end(INTERRUPTED);
  });
}

// npm runs this below a shell that passes no signal on: when npm is told to stop, this process only loses its parent.
const parent = process.ppid;
if (process.env['npm_lifecycle_event'] !== undefined) {
  setInterval(() => {
    if (process.ppid !== parent) void end(INTERRUPTED);
  }, 500).unref();
}

async function play(format: 'text' | 'json'): Promise<boolean> {
  const startedAt = performance.now();
  const narrator = createNarrator(process.stdout, format);
  // Progress is for whoever waits, and no part of the story.
  const screen = createScreen(format === 'json' ? process.stderr : process.stdout);
  screen.line(
    'June 2017, played again: a hub and five operators, each a process of its own, on a clock of the story.',
  );
  const stage = await openStage(AMOUNT, screen, cleanups);
  const story = { stage, narrator, inFlight: createInFlight(stage), thirdParties: createThirdParties(stage) };
  for (const scene of SCENES) await scene(story);
  return narrator.finish((performance.now() - startedAt) / 1_000);
}

function readFormat(): 'text' | 'json' {
  try {
    const { format = 'text' } = parseArgs({ options: { format: { type: 'string' } } }).values;
    if (format === 'text' || format === 'json') return format;
    throw new Error(`--format is \`${format}\`; it is text or json`);
  } catch (error) {
    const [sentence] = (error as Error).message.split('\n');
    process.stderr.write(`npm run demo:2017: ${sentence}\nusage: npm run demo:2017 [-- --format json]\n`);
    return process.exit(2);
  }
}

const format = readFormat();
try {
  await end((await play(format)) ? 0 : 1);
} catch (error) {
  // What was under way when it was told to end fails, and is nobody's fault.
  if (!isEnding) process.stderr.write(`${explainFailure(error, 'npm run demo:2017')}\n`);
  await end(1);
}
