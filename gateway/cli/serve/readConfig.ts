/** Reads the file of `hub serve --config`. Invariant: no message repeats what the file holds, which may be secret. */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { isPublicKey } from '../readAdministratorKey.ts';
import { BadSetting } from '../readSettings.ts';
import type { SettingsFile } from './mergeSettings.ts';
import { HUB_SETTINGS } from './settings.ts';

/** The settings of a file, its paths turned from the file's folder to `cwd`. Throws a `BadSetting` when it cannot be read. */
export function readConfig(cwd: string, config: string): SettingsFile {
  const settings = readJson(cwd, config);
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    return { name: config, settings };
  const folder = dirname(resolve(cwd, config));
  const found = Object.entries(settings).map(([key, value]) =>
    typeof value === 'string' && isPath(key, value)
      ? [key, relative(cwd, resolve(folder, value)) || '.']
      : [key, value],
  );
  return { name: config, settings: Object.fromEntries(found) };
}

function isPath(key: string, value: string): boolean {
  if (value === '' || (key === 'administratorKey' && isPublicKey(value))) return false;
  return HUB_SETTINGS.some((setting) => setting.key === key && setting.isPath);
}

function readJson(cwd: string, path: string): unknown {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new BadSetting(isMissing ? `there is no file \`${path}\`` : `\`${path}\` cannot be read`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 quotes what it stumbled over, which may be a password.
    const place = /position \d+( \(line \d+ column \d+\))?/.exec((error as Error).message)?.[0];
    throw new BadSetting(`\`${path}\` is no JSON${place === undefined ? '' : `, at ${place}`}`);
  }
}
