/** The other end of `startChild`: lets the parent process call functions of this one. */
import type { CallMessage, ResultMessage } from './startChild.ts';

/** Serves functions until the parent is gone. What a function throws becomes a sentence at the caller. */
export function serveParent<Functions extends object>(functions: Functions): void {
  const table = new Map(Object.entries(functions) as [string, (argument: unknown) => Promise<unknown>][]);
  process.on('message', (message: CallMessage) => void answer(message));
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(0));

  async function answer({ id, name, argument }: CallMessage): Promise<void> {
    try {
      const called = table.get(name);
      if (called === undefined) throw new Error(`there is no function \`${name}\``);
      reply({ id, result: await called(argument) });
    } catch (error) {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }

  function reply(message: ResultMessage): void {
    process.send?.(message);
  }
}
