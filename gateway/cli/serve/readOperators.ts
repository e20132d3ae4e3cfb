/** Reads who is on the network of a hub: a JSON file of operators, until they publish themselves. */
import { readOwn } from '../../base/ownRecord.ts';
import { quote } from '../../base/quote.ts';
import { compileNumberPattern } from '../../parcel/detect/compileNumberPattern.ts';
import type { NumberPattern } from '../../request/network.ts';
import type { KnownOperator } from '../../server/hubOptions.ts';
import { BadSetting } from '../readSettings.ts';

/** The operators of `{ "operators": [...] }`. Throws a `BadSetting` that says which entry is wrong, and how. */
export function readOperators(name: string, value: unknown): readonly KnownOperator[] {
  const listed = readOwn(value, 'operators');
  if (!Array.isArray(listed)) throw new BadSetting(`${name} must be an object with a list of \`operators\``);
  const operators = listed.map((entry, index) => readOperator(`operator ${index + 1} of ${name}`, entry));
  for (const [index, { code }] of operators.entries()) {
    if (operators.findIndex((other) => other.code === code) < index)
      throw new BadSetting(`${name} has the operator ${quote(code)} twice`);
  }
  return operators;
}

function readOperator(place: string, entry: unknown): KnownOperator {
  const text = (key: string): string => {
    const value = readOwn(entry, key);
    if (typeof value === 'string' && value !== '') return value;
    throw new BadSetting(`${place} has no \`${key}\``);
  };
  const code = text('code');
  if (!/^[a-z][a-z0-9-]*$/.test(code)) {
    throw new BadSetting(
      `${place}: the code ${quote(code)} must be lower-case words with hyphens, as \`sf-express\``,
    );
  }
  const role = text('role');
  if (role !== 'courier' && role !== 'locker') {
    throw new BadSetting(`${place}: the role ${quote(role)} must be \`courier\` or \`locker\``);
  }
  const url = text('url');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new BadSetting(`${place}: the url must be one of http:// or https://`);
  }
  return {
    code,
    name: text('name'),
    role,
    url,
    numberPatterns: readPatterns(place, readOwn(entry, 'numberPatterns')),
  };
}

function readPatterns(place: string, value: unknown): readonly NumberPattern[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new BadSetting(`${place}: \`numberPatterns\` must be a list`);
  return value.map((each) => {
    const [format, pattern] = [readOwn(each, 'format'), readOwn(each, 'pattern')];
    if (typeof format === 'string' && typeof pattern === 'string' && compileNumberPattern(pattern) !== null) {
      return { format, pattern };
    }
    throw new BadSetting(
      `${place}: each of \`numberPatterns\` needs a \`format\` and a \`pattern\` that can be matched safely`,
    );
  });
}
