/** Runs the `hub` command in this process, where it need not be one of its own. */
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import type { ExitCode } from '../../gateway/cli/hub/terminal.ts';

export interface CommandResult {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface CommandSurroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What it printed, and how it ended. */
export async function runCommand(
  args: readonly string[],
  { cwd, env = {} }: CommandSurroundings,
): Promise<CommandResult> {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await runHub(args, {
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
    env,
    cwd,
  });
  return { exitCode, out: out.join(''), err: err.join('') };
}
