/** Audits of values: what the contract says of statuses, enums and scalars holds for what is answered. */
import { isEnumType } from 'graphql';
import { DERIVED_STATUSES } from '../../../../schema/privacy.ts';
import { readOwn } from '../../../base/ownRecord.ts';
import { entitiesBody, keyOf, readLegs, troubleOf } from '../askLegs.ts';
import { type Audit, type AuditLevel, type AuditTarget, judge, skipped } from '../audit.ts';
import { type LeafValue, type LegValues, readValues } from '../readValues.ts';

/** An audit of all values of the known legs. */
export function ofValues(
  {
    id,
    level,
    title,
    why,
  }: { readonly id: string; readonly level: AuditLevel; readonly title: string; readonly why: string },
  judgeValues: (values: LegValues, target: AuditTarget) => string | undefined,
): Audit {
  return {
    id,
    level,
    title,
    why,
    async run(target) {
      const values = await readValues(target);
      if (values === undefined) return skipped('the SDL does not pass, so that nobody knows what to ask for');
      if (values.legs.every((leg) => leg === null)) return skipped('no known leg is answered');
      return judge(judgeValues(values, target));
    },
  };
}

/** The first value that is not as it should be, in words. */
export function firstWrong(
  leaves: readonly LeafValue[],
  isWrong: (leaf: LeafValue) => boolean,
  wanted: string,
): string | undefined {
  const wrong = leaves.filter((leaf) => leaf.value !== null && isWrong(leaf));
  const [first] = wrong;
  if (first === undefined) return undefined;
  const more = wrong.length > 1 ? `, and ${wrong.length - 1} more` : '';
  return `${first.path} is ${JSON.stringify(first.value)?.slice(0, 100)}${more}; ${wanted}`;
}

const STATUS_FIELDS = new Set(['ParcelStatus']);

function fitsScalar({ type, value }: LeafValue): boolean {
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'ID':
    case 'String':
    case 'DateTime':
      return typeof value === 'string';
    default:
      // Scalars of an extension can be anything.
      return true;
  }
}

/** Objects of the legs that have a status, a sub-status, or both. */
function statusPairs(
  legs: readonly unknown[],
): readonly (readonly [path: string, status: unknown, substatus: unknown])[] {
  return legs.flatMap((leg, place) => {
    const events = readOwn(leg, 'events');
    return [leg, ...(Array.isArray(events) ? events : [])].map(
      (each, index) =>
        [
          index === 0 ? String(place) : `${place}.events.${index - 1}`,
          readOwn(each, 'status') ?? null,
          readOwn(each, 'substatus') ?? null,
        ] as const,
    );
  });
}

export const VALUE_AUDITS: readonly Audit[] = [
  ofValues(
    {
      id: 'A-VALUE-01',
      level: 'MUST',
      title: 'answers every field of its SDL without an error',
      why: 'What is in the SDL will be asked for. Leave out of the SDL what you do not have: the hub says `NOT_PROVIDED` for it.',
    },
    ({ exchange }) => troubleOf(exchange),
  ),
  ofValues(
    {
      id: 'A-VALUE-02',
      level: 'MUST',
      title: 'never says a status that only the hub derives: `UNKNOWN`, `EXPIRED`',
      why: 'The two say what the hub knows of a parcel as a whole. An operator that knows nothing answers null.',
    },
    ({ leaves }) =>
      firstWrong(
        leaves,
        ({ type, value }) => STATUS_FIELDS.has(type.name) && DERIVED_STATUSES.has(String(value)),
        'answer null where nothing is known',
      ),
  ),
  ofValues(
    {
      id: 'A-VALUE-03',
      level: 'MUST',
      title: 'answers values of its enums, or null',
      why: 'The hub shows null for a value that the contract does not know and counts it as a fault of the operator. Map each native code to a value of the contract.',
    },
    ({ leaves }) =>
      firstWrong(
        leaves,
        ({ type, value }) => isEnumType(type) && type.getValue(String(value)) === undefined,
        'answer a value of the enum, or null',
      ),
  ),
  ofValues(
    {
      id: 'A-VALUE-04',
      level: 'MUST',
      title: 'answers scalars, lists and objects of the types in its SDL',
      why: 'The hub checks every value against the contract, and shows null for one that does not fit.',
    },
    ({ leaves, misshapen }) =>
      misshapen[0] ?? firstWrong(leaves, (leaf) => !fitsScalar(leaf), 'it does not fit its type'),
  ),
  ofValues(
    {
      id: 'A-VALUE-05',
      level: 'MUST',
      title: 'answers sub-statuses that refine the status beside them',
      why: 'Each sub-status begins with the status that it refines: `DELIVERED_TO_PROXY` stands beside `DELIVERED`.',
    },
    ({ legs }) => {
      const wrong = statusPairs(legs).find(
        ([, status, substatus]) =>
          substatus !== null && status !== null && !String(substatus).startsWith(`${status}_`),
      );
      return wrong && `${wrong[0]} has the sub-status ${wrong[2]} beside the status ${wrong[1]}`;
    },
  ),
  ofValues(
    {
      id: 'A-VALUE-06',
      level: 'SHOULD',
      title: 'knows the status of a leg that it has',
      why: 'Nearly every agreement shares the status, and rules that end with one need it: where it is not known they are closed.',
    },
    ({ legs, leaves }) => {
      if (!leaves.some(({ coordinate }) => coordinate.endsWith('Leg.status')))
        return 'the SDL has no `status`';
      const without = legs.findIndex((leg) => leg !== null && readOwn(leg, 'status') === null);
      return without === -1 ? undefined : `leg ${without} has no status`;
    },
  ),
  ofValues(
    {
      id: 'A-VALUE-07',
      level: 'SHOULD',
      title: 'gives each event of a leg an `id` of its own',
      why: 'Corrections name an event by its id, and platforms tell new events from old ones by it.',
    },
    ({ legs }) => {
      const repeated = legs.findIndex((leg) => {
        const events = readOwn(leg, 'events');
        const ids = (Array.isArray(events) ? events : []).map((event) => readOwn(event, 'id'));
        return new Set(ids).size < ids.length || ids.some((id) => id === null);
      });
      return repeated === -1 ? undefined : `events of leg ${repeated} have no \`id\`, or the same one`;
    },
  ),
  {
    id: 'A-VALUE-08',
    level: 'MUST',
    title: 'answers `events(last: 1)` with the newest event',
    why: 'The newest by `occurredAt`, whatever order the events were recorded in. Leave the argument out of the SDL if you cannot: the hub then cuts the list itself.',
    async run(target) {
      const field = target.reading.understood?.capabilities.fields.get(`${target.legType}.events`);
      if (!field?.has('last')) return skipped('the SDL has no `events(last:)`');
      const body = entitiesBody(target, [
        { alias: 'all', keys: [keyOf(target, target.waybill)], selection: 'events { occurredAt }' },
        { alias: 'one', keys: [keyOf(target, target.waybill)], selection: 'events(last: 1) { occurredAt }' },
      ]);
      const exchange = await target.send({ body });
      const [all, one] = ['all', 'one'].map((alias) => {
        const events = readOwn(readLegs(exchange, alias)?.[0], 'events');
        return Array.isArray(events)
          ? events.map((event) => Date.parse(String(readOwn(event, 'occurredAt'))))
          : [];
      });
      if (all === undefined || all.length === 0) return skipped('the known leg has no events');
      const newest = Math.max(...all);
      const isNewest = one?.length === 1 && (one[0] === newest || Number.isNaN(newest));
      return judge(
        troubleOf(exchange) ?? (isNewest ? undefined : `${one?.length ?? 0} events, not the newest one`),
      );
    },
  },
];
