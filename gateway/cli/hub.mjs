#!/usr/bin/env node
/** The `hub` command: registers the loader of TypeScript, since nothing is built (decision 0003), and runs it. */
import { register } from 'tsx/esm/api';

// What a pipe no longer reads is nobody's problem: `hub explain HUB065 | head -1`.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}
try {
  register();
  const { runHub } = await import('./hub/runHub.ts');
  process.exitCode = await runHub(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    env: process.env,
    cwd: process.cwd(),
  });
} catch (error) {
  // Our own bug, or a file of the hub that is missing: a sentence all the same.
  const [sentence] = String(error?.message ?? error).split('\n');
  process.stderr.write(`hub: the command failed inside: ${sentence}\n`);
  process.exitCode = 1;
}
