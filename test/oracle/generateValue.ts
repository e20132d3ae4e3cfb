/**
 * Generates what operators hold: every text a sentinel that occurs once in a scenario, so that it can be found wherever it
 * turns up; a share of hostile ones, which masks have to stand.
 */
import type { NetworkModel, TypeBook } from './model.ts';
import type { Random } from './random.ts';

export interface ValueSource {
  readonly random: Random;
  readonly types: TypeBook;
  readonly enums: NetworkModel['enums'];
  /** Times are within this many milliseconds before `now`. */
  readonly now: number;
  /** Counts what was made, so that no two texts are alike. */
  readonly counter: { count: number };
}

/** What only the hub derives: operators do not send it. */
export const HUB_DERIVED: readonly string[] = [
  'UNKNOWN',
  'EXPIRED',
  'UNKNOWN_NO_RECORD',
  'UNKNOWN_INVALID_NUMBER',
  'EXPIRED_SILENT',
];

const DAY_MS = 86_400_000;
const HOSTILE = [
  '',
  'A',
  '王',
  '1',
  '***',
  'null',
  '\u202eabc',
  '\ud83d\ude00 x',
  'é',
  '\ud800',
  '-',
  ' ',
  '\u0000',
];
const MOST_DEPTH = 7;

/** A value of a field, behind lists and all; null now and then. */
export function generateValue(
  source: ValueSource,
  field: { readonly name: string; readonly type: string; readonly listDepth: number },
  depth = 0,
): unknown {
  const { random } = source;
  if (random.chance(0.12)) return null;
  if (field.listDepth > 0) {
    const element = { ...field, listDepth: field.listDepth - 1 };
    return Array.from({ length: random.int(4) }, () => generateValue(source, element, depth));
  }
  const fields = source.types.get(field.type);
  if (fields !== undefined) {
    // A type that leads back to itself ends somewhere.
    if (depth >= MOST_DEPTH) return null;
    const entries = [...fields.values()].map((each) => [each.name, generateValue(source, each, depth + 1)]);
    return Object.fromEntries(entries);
  }
  const values = source.enums.get(field.type);
  if (values !== undefined) return random.pick(values.filter((value) => !HUB_DERIVED.includes(value)));
  return generateScalar(source, field);
}

function generateScalar(
  source: ValueSource,
  field: { readonly name: string; readonly type: string },
): unknown {
  const { random } = source;
  switch (field.type) {
    case 'String':
      return generateText(source, field.name);
    case 'ID':
      return random.chance(0.05) ? random.pick(HOSTILE) : sentinel(source);
    case 'DateTime':
      return generateTime(source);
    case 'Int':
      return random.int(2_000_000) - 1_000_000;
    case 'Float':
      return (random.int(2_000_000) - 1_000_000) / 1_000;
    case 'Boolean':
      return random.chance(0.5);
    default:
      // A scalar of an extension: any JSON leaf.
      return random.pick([sentinel(source), random.int(100_000) / 8, random.chance(0.5)]);
  }
}

/** A text by what the field is called, so that masks meet what they are made for; any other text now and then. */
function generateText(source: ValueSource, name: string): string {
  const { random } = source;
  if (random.chance(0.06)) return random.pick(HOSTILE);
  if (name === 'name' || name === 'signedBy' || random.chance(0.1)) {
    return random.chance(0.7) ? hanName(source) : `${sentinel(source)} ${sentinel(source)}`;
  }
  if (name === 'phone' || random.chance(0.1)) return phone(source);
  return random.chance(0.5) ? sentinel(source) : `Tel ${sentinel(source)}, ${sentinel(source)}-12`;
}

function sentinel({ random, counter }: ValueSource): string {
  counter.count += 1;
  return `Q${counter.count.toString(36).padStart(4, 'z')}${(random.int(1_296 - 36) + 36).toString(36)}x`;
}

function hanName({ random }: ValueSource): string {
  const letters = Array.from({ length: 2 + random.int(3) }, () =>
    String.fromCodePoint(0x4e00 + random.int(20_000)),
  );
  return letters.join('');
}

function phone({ random, counter }: ValueSource): string {
  counter.count += 1;
  const digits = `1${random.pick(['38', '39', '50', '88'])}${String(random.int(10_000)).padStart(4, '0')}${String(counter.count % 10_000).padStart(4, '0')}`;
  return random.pick([
    digits,
    digits,
    `+86 ${digits}`,
    `${digits}-8021`,
    `${digits.slice(0, 3)} ${digits.slice(3)}`,
  ]);
}

const OFFSETS: readonly (readonly [text: string, minutes: number])[] = [
  ['+08:00', 480],
  ['+08:00', 480],
  ['Z', 0],
  ['-03:30', -210],
  ['+05:45', 345],
];

/** A time of the last days before `now`, or a little after it, with an offset. */
export function generateTime({ random, now }: Pick<ValueSource, 'random' | 'now'>, days = 20): string {
  const time = now + 2 * DAY_MS - random.int(days * DAY_MS);
  const [offset, minutes] = random.pick(OFFSETS);
  const local = new Date(time + minutes * 60_000).toISOString().slice(0, 23);
  return `${random.chance(0.8) ? local.slice(0, 19) : local}${offset}`;
}
