/**
 * Reads the `data` of a case: objects, one for each leg, in the order of the journey.
 * Invariant: a name that is not known is refused, so that no fact of a case is silently without effect.
 */
import type { LegAnnouncement } from '../../../gateway/store/directoryStore.ts';
import { CaseError, type CaseLeg, type Section } from './caseFile.ts';
import { OPERATOR_ROLES } from './caseOperators.ts';
import { readValue } from './readValue.ts';

type Fields = Readonly<Record<string, unknown>>;

const LEG_NAMES = ['operator', 'waybill', 'parcel', 'orderedThrough', 'directory', 'record'];
const DIRECTORY_NAMES = ['reached', 'status', 'acceptedAt', 'finalAt', 'updatedAt'];

/** What the directory was told of a leg where a case does not say. */
const ACCEPTED_AT = '2017-06-01T08:00:00+08:00';
const UPDATED_AT = '2017-06-01T10:00:00+08:00';

/** The legs of a `data` section. Throws a `CaseError`. */
export function readLegs(path: string, { body, bodyLine }: Section): readonly CaseLeg[] {
  const legs = readValue(path, bodyLine, `[${body}]`) as readonly unknown[];
  return legs.map((leg, index) => {
    const refuse = (message: string): never => {
      throw new CaseError(path, bodyLine, `leg ${index + 1}: ${message}`);
    };
    return readLeg(leg, index, refuse);
  });
}

function readLeg(leg: unknown, seq: number, refuse: (message: string) => never): CaseLeg {
  const fields = readFields(leg, LEG_NAMES, refuse);
  const operator = readText(fields, 'operator', refuse) ?? refuse('it has no `operator`');
  const waybill = readText(fields, 'waybill', refuse) ?? refuse('it has no `waybill`');
  const role = OPERATOR_ROLES.get(operator) ?? refuse(`no operator is called \`${operator}\``);
  const directory = readFields(fields['directory'] ?? {}, DIRECTORY_NAMES, refuse);
  const reached = (directory['reached'] ?? []) as readonly string[];
  if (!Array.isArray(reached)) refuse('`reached` is a list of statuses');
  const announcement: LegAnnouncement = {
    parcel: readText(fields, 'parcel', refuse) ?? `${operator} ${waybill}`,
    seq,
    operator,
    waybill,
    role,
    platform: readText(fields, 'orderedThrough', refuse),
    acceptedAt: 'acceptedAt' in directory ? readText(directory, 'acceptedAt', refuse) : ACCEPTED_AT,
    finalAt: readText(directory, 'finalAt', refuse),
    status: readText(directory, 'status', refuse) ?? reached.at(-1) ?? 'REGISTERED',
    substatus: null,
    everReached: reached,
    updatedAt: readText(directory, 'updatedAt', refuse) ?? UPDATED_AT,
  };
  const record = fields['record'];
  if (record === undefined || record === null) return { announcement, record: null };
  if (typeof record !== 'object' || Array.isArray(record)) return refuse('`record` is an object');
  return { announcement, record: { ...record, waybill } };
}

function readFields(value: unknown, names: readonly string[], refuse: (message: string) => never): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('it is no object');
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) refuse(`\`${name}\` is not known; there are: ${names.join(', ')}`);
  }
  return value as Fields;
}

function readText(fields: Fields, name: string, refuse: (message: string) => never): string | null {
  const value = fields[name] ?? null;
  return value === null || typeof value === 'string' ? value : refuse(`\`${name}\` is no text`);
}
