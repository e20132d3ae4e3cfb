/**
 * `hub operator new`: writes a small operator as a project of its own, with the kit inside.
 * Invariant: nothing that is there is overwritten, and what a user names reaches files only after it was checked.
 */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { LEG_TYPES, type Role } from '../../../schema/network.ts';
import { operatorPrefix } from '../../base/operatorPrefix.ts';
import { quote } from '../../base/quote.ts';
import { type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';
import { fillTemplate } from './fillTemplate.ts';
import { kitFileName, packKit, readHubPackage } from './packKit.ts';

export interface NewOperatorOptions {
  readonly code: string;
  readonly role: Role;
  readonly name?: string;
  readonly format: Format;
}

/** The port that the project listens on, unless PORT says otherwise. */
const PORT = 4101;
/** Nothing that means something in TypeScript, JSON, Markdown or a shell. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,&'()+-]{0,59}$/u;

/** Writes the project. Throws a `Refusal` for names and folders that cannot be taken. */
export async function createOperator(
  terminal: Terminal,
  given: string,
  { code, role, name = nameOf(code), format }: NewOperatorOptions,
): Promise<void> {
  if (operatorPrefix(code) === undefined) {
    throw new Refusal(
      `--code ${quote(code)} is no possible code; use lower-case letters and digits in parts joined by hyphens, each beginning with a letter, as \`my-courier\``,
    );
  }
  if (!NAME.test(name)) {
    throw new Refusal(
      `--name ${quote(name)} cannot be taken; use letters, digits, spaces and .,&'()+-, 60 at most`,
    );
  }
  const folder = resolve(terminal.cwd, given);
  expectEmpty(folder, given);
  const files = fillTemplate(role, describeProject(code, role, name));
  try {
    mkdirSync(join(folder, 'vendor'), { recursive: true });
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { flag: 'wx' });
    }
  } catch (error) {
    throw new Refusal(`${quote(given)} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
  await packKit(join(folder, 'vendor'));
  const written = [...files.map(({ path }) => path), `vendor/${kitFileName(readHubPackage())}`].sort();
  const place = relative(terminal.cwd, folder) || '.';
  writeResult(
    terminal,
    format,
    { code, role, name, folder, files: written },
    `wrote the ${role} \`${code}\` to ${place}: ${written.length} files\nnext: \`cd ${place} && npm install && npm test\`, then read README.md`,
  );
}

function describeProject(code: string, role: Role, name: string): Readonly<Record<string, string>> {
  const hub = readHubPackage();
  return {
    code,
    role,
    name,
    nameLiteral: JSON.stringify(name),
    legType: LEG_TYPES[role],
    port: String(PORT),
    kitFile: kitFileName(hub),
    tsxVersion: hub.dependencies['tsx'] ?? '',
    overrides: JSON.stringify(hub.overrides),
    ...nameDays(Date.now()),
  };
}

/** Days for the sample parcels, as `2026-11-20`: a parcel that nobody heard of for weeks would be given up. */
function nameDays(now: number): Readonly<Record<string, string>> {
  const dayOf = (offset: number) => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
  const past = [1, 2, 3, 4].map((days) => [`day${days}`, dayOf(-days)]);
  return { ...Object.fromEntries(past), tomorrow: dayOf(1) };
}

/** `my-courier` is My Courier. */
function nameOf(code: string): string {
  return code
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

function expectEmpty(folder: string, given: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new Refusal(`${quote(given)} is a file; name a folder that is new or empty`);
  if (readdirSync(folder).length > 0)
    throw new Refusal(`${quote(given)} is not empty; name a folder that is new or empty`);
}
