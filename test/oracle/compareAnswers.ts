/** Compares what the hub answered with what the oracle expects, place by place. */
import { ANY_TEXT, type Expected } from './expectAnswer.ts';
import { PSEUDONYM_MARK } from './masks.ts';

/** Pseudonyms seen so far: one value has one in its scope, and no two values share one. */
export interface Pseudonyms {
  readonly byValue: Map<string, string>;
  readonly byPseudonym: Map<string, string>;
}

export function createPseudonyms(): Pseudonyms {
  return { byValue: new Map(), byPseudonym: new Map() };
}

/** The first place where the answer is not as expected; undefined where there is none. */
export function compareAnswers(
  expected: Pick<Expected, 'data' | 'nullable'>,
  answered: unknown,
  pseudonyms: Pseudonyms,
): string | undefined {
  return compare(expected.data, answered, [], expected.nullable, pseudonyms);
}

function compare(
  expected: unknown,
  answered: unknown,
  path: readonly (string | number)[],
  nullable: ReadonlySet<string>,
  pseudonyms: Pseudonyms,
): string | undefined {
  const place = path.join('/');
  const differs = () =>
    `at \`${place}\` the hub answered ${show(answered)} where ${show(expected)} is expected`;
  if (answered === null && nullable.has(place)) return undefined;
  if (typeof expected === 'string' && expected.startsWith('\u0001')) {
    if (expected === ANY_TEXT) return typeof answered === 'string' ? undefined : differs();
    return isPseudonym(expected, answered, pseudonyms) ? undefined : differs();
  }
  if (typeof expected !== 'object' || expected === null)
    return Object.is(expected, answered) ? undefined : differs();
  if (typeof answered !== 'object' || answered === null) return differs();
  if (Array.isArray(expected) !== Array.isArray(answered)) return differs();
  const keys = Object.keys(expected);
  if (keys.length !== Object.keys(answered).length) return differs();
  for (const key of keys) {
    if (!Object.hasOwn(answered, key)) return differs();
    const [one, other] = [expected, answered].map((object) => (object as Record<string, unknown>)[key]);
    const difference = compare(one, other, [...path, key], nullable, pseudonyms);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** A value that tells nothing of what it stands for, the same whenever the same value is asked in the same scope. */
function isPseudonym(mark: string, answered: unknown, { byValue, byPseudonym }: Pseudonyms): boolean {
  const [operator, platform, month, value] = JSON.parse(mark.slice(PSEUDONYM_MARK.length)) as string[];
  const canonical = canonicalize(value ?? '');
  if (canonical === '') return answered === null;
  if (typeof answered !== 'string' || !/^ps_[a-z2-7]{26}$/.test(answered)) return false;
  const key = JSON.stringify([operator, platform, month, canonical]);
  const isSame = (byValue.get(key) ?? answered) === answered && (byPseudonym.get(answered) ?? key) === key;
  byValue.set(key, answered);
  byPseudonym.set(answered, key);
  return isSame;
}

/** One spelling of the texts that generated data spells in several ways. */
function canonicalize(value: string): string {
  if (/\p{Cs}/u.test(value)) return '';
  const visible = value.normalize('NFKC').replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
  const text = visible.replace(/\s+/g, ' ').trim().toLowerCase();
  if (!/^[+\d][\d\s().-]{6,30}$/.test(text)) return text;
  return text
    .replace(/\D/g, '')
    .replace(/^00/, '')
    .replace(/^86(?=1[3-9]\d{9}$)/, '');
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
