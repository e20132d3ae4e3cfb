/** A pair, an operator and a platform, by its one name: `hive-box--cainiao`. Invariant: a name is of one pair only. */
import { operatorPrefix } from '../../base/operatorPrefix.ts';

export interface Pair {
  readonly operator: string;
  readonly platform: string;
}

/** The name of a pair. */
export function joinPair({ operator, platform }: Pair): string {
  return `${operator}--${platform}`;
}

/** The pair of a name; undefined for what is none. No code has two hyphens in a row, so there is one way to split it. */
export function splitPair(name: string): Pair | undefined {
  const [operator, platform, ...others] = name.split('--');
  if (operator === undefined || platform === undefined || others.length > 0) return undefined;
  if (operator === platform) return undefined;
  return [operator, platform].every(isCode) ? { operator, platform } : undefined;
}

/** Whether a text can be the code of a participant. */
export function isCode(text: string): boolean {
  return operatorPrefix(text) !== undefined;
}
