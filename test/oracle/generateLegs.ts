/** Generates the parcels of a scenario: legs as the directory knows them, and as their operators do, which may differ. */

import { generateTime, generateValue, type ValueSource } from './generateValue.ts';
import type { DataObject, LegModel, NetworkModel, OperatorModel, TimesModel } from './model.ts';
import type { Random } from './random.ts';

export interface LegOptions {
  readonly now: number;
  readonly platforms: readonly string[];
  /** Waybills of the network: some are given to legs, the others stay unknown. */
  readonly waybills: readonly string[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FINAL = ['DELIVERED', 'RETURNED', 'CANCELLED'];
/** The fields that the contract marks: in this list too, so that a mark that is lost is noticed. */
export const CONTINUITY = ['status', 'substatus', 'coarsePlace', 'estimate', 'deadline'];
const PATH = [
  'REGISTERED',
  'ACCEPTED',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'AVAILABLE_FOR_PICKUP',
  'DELIVERED',
];

/** What is known of a leg before its operator is asked. */
type AnnouncedLeg = Omit<LegModel, 'data' | 'known'>;

/** Two to four parcels of one to three legs. */
export function generateLegs(
  random: Random,
  network: NetworkModel,
  options: LegOptions,
): readonly LegModel[] {
  const counter = { count: random.int(1_000) };
  const free = random.shuffle(options.waybills);
  const legs: AnnouncedLeg[] = [];
  const parcels = 2 + random.int(3);
  for (let parcel = 0; parcel < parcels; parcel++) {
    const platform = random.chance(0.85) ? random.pick(options.platforms) : null;
    for (let seq = 0; seq <= random.int(3); seq++) {
      const operator = random.pick(network.operators);
      // Two operators may use one number, for different parcels or the same one.
      const isReused = legs.length > 0 && random.chance(0.1);
      const waybill = isReused ? random.pick(legs).waybill : free.pop();
      if (waybill === undefined) break;
      if (legs.some((leg) => leg.operator === operator.code && leg.waybill === waybill)) continue;
      const { code, role } = operator;
      const state = generateState(random, options.now);
      // A leg whose waybill another platform issued, or none.
      const own = random.chance(0.9) ? platform : random.pick([null, ...options.platforms]);
      legs.push({ operator: code, role, waybill, parcel: `p${parcel}`, seq, platform: own, ...state });
    }
  }
  return legs.map((leg) => {
    const operator = network.operators.find(({ code }) => code === leg.operator);
    const common = { random, enums: network.enums, now: options.now, counter };
    const known = random.chance(0.5)
      ? null
      : generateKnown({ ...common, types: network.types[leg.role] }, leg);
    if (operator === undefined || random.chance(0.04)) return { ...leg, known, data: null };
    const source = { ...common, types: operator.types };
    return { ...leg, known, data: generateData(source, operator, leg, legs) };
  });
}

/** What was kept of earlier answers: some of the fields that the contract marks, each valid. */
function generateKnown(source: ValueSource, leg: AnnouncedLeg): LegModel['known'] {
  const { random, types, now } = source;
  const fields = types.get(leg.role === 'courier' ? 'CourierLeg' : 'LockerLeg');
  const values = random.some(CONTINUITY, 0.7).flatMap((name) => {
    const field = fields?.get(name);
    return field === undefined ? [] : [[name, generateValue(source, field)] as const];
  });
  const generateAt = () => (random.chance(0.2) ? leg.updatedAt : now - random.int(5 * DAY_MS));
  const one = generateAt();
  const isOfOneTime = random.chance(0.4);
  const times = values.map(([name, value]): [string, number | TimesModel] => {
    if (isOfOneTime) return [name, one];
    const isInParts = typeof value === 'object' && value !== null && random.chance(0.5);
    if (!isInParts) return [name, generateAt()];
    return [name, Object.fromEntries(Object.keys(value).map((part) => [part, generateAt()]))];
  });
  return { values: Object.fromEntries(values), times: Object.fromEntries(times) };
}

/** What the directory was told of a leg. */
function generateState(random: Random, now: number) {
  const acceptedAt = random.chance(0.85) ? now - 10 * DAY_MS + random.int(10 * DAY_MS) : null;
  const updatedAt = now - random.int(5 * DAY_MS);
  const reached = PATH.slice(0, random.int(PATH.length));
  const status = reached.at(-1) ?? 'REGISTERED';
  const common = { acceptedAt, updatedAt };
  if (random.chance(0.1)) return { ...common, everReached: [], finalAt: null, status };
  if (random.chance(0.35)) {
    const final = random.pick([...FINAL, 'EXCEPTION']);
    const isTimed = random.chance(0.85);
    // Whole days before `now`, so that days of grace end at that very moment.
    const finalAt = now - random.int(5) * DAY_MS + (random.chance(0.5) ? 0 : random.pick([-1, 1, HOUR_MS]));
    return { ...common, everReached: [...reached, final], finalAt: isTimed ? finalAt : null, status: final };
  }
  // Some went back from what they had reached once.
  const once = random.chance(0.15) ? [random.pick([...FINAL, ...PATH])] : [];
  const everReached = [...reached, ...once];
  return {
    ...common,
    everReached: random.chance(0.9) ? everReached : random.shuffle(everReached),
    finalAt: null,
    status,
  };
}

function generateData(
  source: ValueSource,
  { role, types }: OperatorModel,
  leg: AnnouncedLeg,
  legs: readonly AnnouncedLeg[],
): DataObject {
  const { random } = source;
  const data: Record<string, unknown> = {};
  for (const field of types.get(role === 'courier' ? 'CourierLeg' : 'LockerLeg')?.values() ?? []) {
    if (field.name === 'operator' || field.name === 'waybill') continue;
    data[field.name] =
      field.type === 'LegReference' ? referToLeg(random, legs) : generateValue(source, field);
  }
  data['status'] = generateStatus(source, leg);
  if (Array.isArray(data['events'])) data['events'] = orderEvents(source, data['events']);
  if (random.chance(0.7) && data['storedAt'] === null) data['storedAt'] = generateTime(source);
  return data;
}

/** Mostly what the directory knows; else what it does not know yet, nothing, or what no operator may say. */
function generateStatus({ random, enums }: ValueSource, leg: AnnouncedLeg): string | null {
  if (random.chance(0.55)) return leg.status;
  if (random.chance(0.1)) return random.pick(['NONSENSE', 'UNKNOWN', 'EXPIRED', 'delivered']);
  if (random.chance(0.12)) return null;
  return random.pick([...(enums.get('ParcelStatus') ?? []).filter((value) => value.length > 7), ...FINAL]);
}

function referToLeg(random: Random, legs: readonly AnnouncedLeg[]): DataObject | null {
  if (random.chance(0.2)) return null;
  const other = random.pick(legs);
  if (random.chance(0.1)) return { operatorCode: other.operator, waybill: 'NOSUCH1' };
  return { operatorCode: other.operator, waybill: other.waybill };
}

/** Oldest first, as the contract has it; some correct others, some are of one moment. */
function orderEvents({ random }: ValueSource, events: readonly unknown[]): readonly unknown[] {
  const objects = events.filter((event) => event !== null) as Record<string, unknown>[];
  for (const [index, event] of objects.entries()) {
    const other = random.pick(objects);
    if (random.chance(0.15)) event['occurredAt'] = other['occurredAt'];
    const { corrects } = event as { corrects?: Record<string, unknown> | null };
    if (corrects && index > 0 && random.chance(0.6)) corrects['eventId'] = other['id'];
  }
  const timeOf = (event: Record<string, unknown>) => Date.parse(String(event['occurredAt'] ?? '')) || 0;
  objects.sort((one, other) => timeOf(one) - timeOf(other));
  return events.map((event) => (event === null ? null : objects.shift()));
}
