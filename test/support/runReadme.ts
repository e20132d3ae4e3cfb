/** Runs what the README shows of the `hub` command: a section's blocks, line by line, as whoever pastes them. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { runCommand } from './runCommand.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

export interface ReadmeSurroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the test has in place of a word of the page, as an address with a port of its own. */
  readonly replace?: Readonly<Record<string, string>>;
}

/** The code blocks of a section in a language, in order. */
export function readmeBlocks(title: string, language: 'sh' | 'json'): readonly string[] {
  const section = README.split('\n## ').find((each) => each.startsWith(`${title}\n`)) ?? '';
  return [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, name]) => name === language)
    .map(([, , text = '']) => text);
}

/** Runs the `npx hub` lines of a block, the public key that one prints in place of the `KEY` after it; each must succeed. */
export async function runReadmeBlock(
  block: string,
  { cwd, env, replace = {} }: ReadmeSurroundings,
): Promise<void> {
  let key = '';
  for (const line of block.split('\n').filter((each) => each.startsWith('npx hub '))) {
    const words = [...line.slice('npx hub '.length).matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word = '']) => quoted ?? word,
    );
    const args = words.map((word) => (word === 'KEY' ? key : (replace[word] ?? word)));
    const { exitCode, out, err } = await runCommand(args, { cwd, env });
    expect([line, exitCode, exitCode === 0 ? '' : err]).toEqual([line, 0, '']);
    key = /^ {2}([\w-]{43})$/m.exec(out)?.[1] ?? key;
  }
}
