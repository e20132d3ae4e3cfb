/**
 * What a command writes to, and how it ends: results on `out`, problems on `err`; 0 fine, 1 problems found, 2 wrong usage,
 * 3 hub unreachable. Invariant: a command throws nothing but a `Refusal`, which is a sentence for its user.
 */

/** Where a command runs. */
export interface Terminal {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

export const EXIT = { fine: 0, problems: 1, usage: 2, unreachable: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command that cannot be carried out: why, and what to do, in one or two sentences. */
export class Refusal extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** How a result is printed. */
export type Format = 'text' | 'json';

/** Writes one value as JSON, or as text. */
export function writeResult(terminal: Terminal, format: Format, value: unknown, text: string): void {
  terminal.out.write(format === 'json' ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`);
}
