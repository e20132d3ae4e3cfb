/** `npm start`: runs the demo network, hub and reference operators, until it is told to stop. */
import '../base/runtimeSettings.ts';
import { startDemo } from './demo/startDemo.ts';
import { explainFailure } from './explainFailure.ts';
import { createScreen } from './screen.ts';

const screen = createScreen(process.stdout);
let stop: (() => Promise<void>) | undefined;
let isStopping = false;

async function end(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await stop?.();
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second Ctrl-C does not wait.
    if (isStopping) process.exit(1);
    screen.line('stopping the hub and its operators');
    void end(0);
  });
}

// npm runs this below a shell that passes no signal on: when npm is told to stop, this process only loses its parent.
const parent = process.ppid;
if (process.env['npm_lifecycle_event'] !== undefined) {
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, 500).unref();
}

try {
  const demo = await startDemo(process.env, screen);
  stop = demo.stop;
  if (isStopping) await demo.stop();
  // The others go on: that one operator's end touches nobody else is what this product is for.
  demo.onOperatorEnd((sentence) => {
    if (!isStopping) screen.line(sentence);
  });
} catch (error) {
  process.stderr.write(`${explainFailure(error, 'npm start')}\n`);
  process.exit(1);
}
