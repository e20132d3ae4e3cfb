/**
 * Puts the settings of a hub together: from a file, and over them from the environment.
 * Invariants: a setting that does not exist is refused, wherever it stands; no message repeats a value, which may be secret.
 */
import { didYouMean } from '../../base/didYouMean.ts';
import { BadSetting } from '../readSettings.ts';
import { HUB_SETTINGS, OTHER_VARIABLES } from './settings.ts';

export interface SettingsFile {
  readonly name: string;
  /** What the file holds, parsed as JSON. */
  readonly settings: unknown;
}

/** The settings by their names in the environment. Throws a `BadSetting` for one that does not exist or is no text or number. */
export function mergeSettings(
  env: NodeJS.ProcessEnv,
  file: SettingsFile | undefined,
): Readonly<Record<string, string>> {
  refuseUnknown(Object.keys(env));
  const merged = new Map<string, string>(readFile(file));
  for (const { variable } of HUB_SETTINGS) {
    const value = env[variable];
    if (value) merged.set(variable, value);
  }
  return Object.fromEntries(merged);
}

/** A misspelt setting would silently not hold, so names that begin like ours must be ours. */
function refuseUnknown(variables: readonly string[]): void {
  const known = HUB_SETTINGS.map(({ variable }) => variable);
  for (const name of variables) {
    if (!name.startsWith('HUB_') || known.includes(name) || OTHER_VARIABLES.includes(name)) continue;
    throw new BadSetting(`${name} is no setting; ${hint(name, known)}`);
  }
}

function readFile(file: SettingsFile | undefined): readonly (readonly [variable: string, value: string])[] {
  if (file === undefined) return [];
  const { name, settings } = file;
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new BadSetting(`${name} must hold one JSON object of settings`);
  return Object.entries(settings).map(([key, value]) => {
    const setting = HUB_SETTINGS.find((each) => each.key === key);
    if (setting === undefined) {
      const keys = HUB_SETTINGS.map((each) => each.key);
      throw new BadSetting(`${name} has a setting \`${key}\` that does not exist; ${hint(key, keys)}`);
    }
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new BadSetting(`\`${key}\` in ${name} must be a text or a number`);
    return [setting.variable, String(value)] as const;
  });
}

function hint(name: string, known: readonly string[]): string {
  return didYouMean(name, known) ?? `there are ${known.join(', ')}`;
}
