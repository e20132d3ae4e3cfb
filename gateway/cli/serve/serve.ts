/**
 * `hub serve`: runs one hub until it is told to stop, on the network that participants made and make: operators publish and
 * parties sign while it runs. What is wrong with its settings is said before anything is started.
 */
import { explainFailure } from '../explainFailure.ts';
import { EXIT, type ExitCode, Refusal, type Terminal } from '../hub/terminal.ts';
import { readOptions, type ServeOptions } from './readOptions.ts';

/** Runs a hub. Resolves when it has stopped; throws a `Refusal` when it does not start. */
export async function serve(terminal: Terminal, given: ServeOptions): Promise<ExitCode> {
  const options = readOptions(terminal, given);
  const stopping = waitForSignal();
  try {
    // All of the hub, which takes seconds to load: a wrong setting is said at once.
    const { dataDir, databaseUrl } = options;
    const store = databaseUrl === undefined ? `its store in ${dataDir ?? 'memory'}` : 'a PostgreSQL server';
    terminal.out.write(`tracking hub: starting with ${store}; that takes up to half a minute\n`);
    const { startHub } = await import('../../server/startHub.ts');
    const hub = await startHub(options);
    terminal.out.write(`tracking hub: answering at ${hub.url}/graphql, stop it with SIGTERM\n`);
    await stopping;
    terminal.out.write('tracking hub: stopping; requests under way finish\n');
    await hub.stop();
    return EXIT.fine;
  } catch (error) {
    throw new Refusal(explainFailure(error, 'hub serve'), EXIT.problems);
  }
}

/** The first signal asks to stop; the second does not wait. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isStopping) process.exit(1);
        isStopping = true;
        resolve();
      });
    }
  });
}
