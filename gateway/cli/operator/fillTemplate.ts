/**
 * Fills in the files of an operator's project. Invariant: a placeholder without a value is an error, so no file goes out half
 * filled; values are put in once and are not looked through for placeholders again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Role } from '../../../schema/network.ts';

const TEMPLATE = fileURLToPath(new URL('template', import.meta.url));
/** Template files are no sources of this repository: no tool of it reads them. */
const ENDING = '.template';
/** Files that would mean something to git or Docker where the template stands. */
const HIDDEN: ReadonlySet<string> = new Set(['gitignore', 'dockerignore']);

export interface ProjectFile {
  /** Path in the project, as `src/toLeg.ts`. */
  readonly path: string;
  readonly text: string;
}

/** The files of a project of a role, with their placeholders, `{{code}}`, filled in, those of their names too. */
export function fillTemplate(role: Role, values: Readonly<Record<string, string>>): readonly ProjectFile[] {
  return ['common', role].flatMap((part) => {
    const folder = join(TEMPLATE, part);
    return listFiles(folder).map((file) => {
      const named = relative(folder, file).slice(0, -ENDING.length);
      const path = fill(named, values, named);
      return {
        path: HIDDEN.has(path) ? `.${path}` : path,
        text: fill(readFileSync(file, 'utf8'), values, path),
      };
    });
  });
}

function listFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ENDING))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function fill(text: string, values: Readonly<Record<string, string>>, path: string): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`the template ${path} has an unknown placeholder ${name}`);
    return value;
  });
}
