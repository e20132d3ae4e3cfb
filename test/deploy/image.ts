/** Reads the Dockerfile, and lays out what the image holds in a folder, as a build would. */
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../tidy/readTree.ts';

export const DEPLOY = join(ROOT, 'gateway/deploy');

export interface Instruction {
  readonly name: string;
  readonly text: string;
}

export interface Stage {
  readonly base: string;
  /** What other stages call it; undefined for the last. */
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** The stages of the Dockerfile, the image's own last. */
export function readStages(): readonly Stage[] {
  const text = readFileSync(join(DEPLOY, 'Dockerfile'), 'utf8')
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ');
  const stages: { base: string; name: string | undefined; instructions: Instruction[] }[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') {
      const [, base = '', as] = /^(\S+)(?:\s+AS\s+(\w+))?$/.exec(rest) ?? [];
      stages.push({ base, name: as, instructions: [] });
    } else stages.at(-1)?.instructions.push({ name, text: rest });
  }
  return stages;
}

export interface Copy {
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
}

/** What a stage copies. */
export function listCopies({ instructions }: Stage): readonly Copy[] {
  return instructions
    .filter(({ name }) => name === 'COPY')
    .map(({ text }) => {
      const words = text.split(/\s+/);
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      const paths = words.filter((word) => !word.startsWith('--'));
      return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
    });
}

/** The one instruction of that name of the last stage, whose text is a JSON array from its first bracket on. */
export function readCommand(name: string): readonly string[] {
  const text = readStages()
    .at(-1)
    ?.instructions.find((each) => each.name === name)?.text;
  return JSON.parse(text?.slice(text.indexOf('[')) ?? '[]');
}

/** Whether a build sees a file of the repository: the last pattern of the ignore file that fits decides. */
export function isInContext(path: string): boolean {
  const patterns = readFileSync(join(DEPLOY, 'Dockerfile.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const fits = (pattern: string) => {
    const source = pattern
      .replace(/[.+]/g, '\\$&')
      .replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'));
    // What holds for a folder holds for what is in it.
    return new RegExp(`^${source}(/|$)`).test(path);
  };
  const last = patterns.findLast((pattern) => fits(pattern.replace(/^!/, '')));
  return last?.startsWith('!') ?? true;
}

/** Copies what the image holds into a folder; modules are those of this repository. */
export function layOut(folder: string): void {
  for (const { from, sources, target } of listCopies(readStages().at(-1) as Stage)) {
    if (from === 'modules') {
      symlinkSync(join(ROOT, 'node_modules'), join(folder, target));
      continue;
    }
    for (const source of sources) {
      const path = join(ROOT, source.replace(/^\/app\//, ''));
      const to = target.endsWith('/') ? join(folder, target, source) : join(folder, target);
      // Built by `npm run prepare`: in the image always, here once that has run.
      if (from === 'page' && !existsSync(path)) continue;
      mkdirSync(dirname(to), { recursive: true });
      const filter = (each: string) => from !== undefined || isInContext(relative(ROOT, each));
      cpSync(path, to, { recursive: true, filter });
    }
  }
}
