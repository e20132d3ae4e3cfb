/**
 * Operators and a directory that answer at once, in this process: what is left is the hub's own work. Every number is
 * known, and says which two operators have a leg of the parcel.
 */
import type { OperatorClient } from '../../../gateway/dispatch/operatorClient.ts';
import type { DirectoryStore, LegRow } from '../../../gateway/store/directoryStore.ts';
import { NO_MISSES } from '../../support/noMisses.ts';

const ACCEPTED_AT = new Date('2026-11-20T08:00:00+08:00');

const PLACE = {
  id: '755A',
  name: 'Shenzhen hub',
  kind: 'SORTING_CENTER',
  country: 'CN',
  region: 'Guangdong',
  city: 'Shenzhen',
  district: 'Nanshan',
};
const EVENTS = Array.from({ length: 8 }, (_, index) => ({
  id: `r${index}`,
  sequence: index,
  occurredAt: `2026-11-20T0${index}:00:00+08:00`,
  recordedAt: `2026-11-20T0${index}:00:01+08:00`,
  status: 'IN_TRANSIT',
  substatus: 'IN_TRANSIT_ARRIVED_FACILITY',
  reason: null,
  custody: 'OPERATOR',
  corrects: null,
  coarsePlace: { country: 'CN', region: 'Guangdong', city: 'Shenzhen' },
  place: PLACE,
  rawCode: '30',
}));

/** What every operator says of every leg. */
const LEG = {
  status: 'IN_TRANSIT',
  substatus: 'IN_TRANSIT_ARRIVED_FACILITY',
  custody: 'OPERATOR',
  acceptedAt: '2026-11-20T08:00:00+08:00',
  events: EVENTS,
};

/** A client in whose place no request leaves the process. */
export function createStubClient(): OperatorClient {
  return {
    async send({ variables }) {
      // The dispatcher gives each group of legs an alias and a variable of its own: `g0` and `hub__r0`.
      const groups = Object.entries(variables).filter(([name]) => name.startsWith('hub__r'));
      const data = Object.fromEntries(
        groups.map(([name, legs]) => [name.replace('hub__r', 'g'), (legs as unknown[]).map(() => LEG)]),
      );
      return { kind: 'answered', data, errors: [] };
    },
    async close() {},
  };
}

/** The number of the parcel that a courier and a locker operator have a leg of, each named by its index. */
export function numberOf(courier: number, locker: number): string {
  return `${String(courier).padStart(6, '0')}${String(locker).padStart(6, '0')}`;
}

/** A directory in which every number is found. */
export function createStubDirectory(codeOf: (index: number) => string): DirectoryStore {
  const row = (index: number, waybill: string, parcel: string, seq: number): LegRow => ({
    operator: codeOf(index),
    waybill,
    parcel,
    seq,
    role: seq === 0 ? 'courier' : 'locker',
    platform: 'cainiao',
    accepted_at: ACCEPTED_AT,
    final_at: null,
    status: 'IN_TRANSIT',
    substatus: null,
    ever_reached: ['ACCEPTED', 'IN_TRANSIT'],
    ordered_at: ACCEPTED_AT,
    updated_at: ACCEPTED_AT,
    continuity: null,
    continuity_at: null,
    continuity_times: null,
  });
  const find = (number: string) => [
    row(Number(number.slice(0, 6)), number, number, 0),
    row(Number(number.slice(6)), `L${number}`, number, 1),
  ];
  return {
    cursorKey: new Uint8Array(32),
    async announce() {},
    findByNumbers: async (numbers) => numbers.map(find),
    findOwn: async () => [],
    count: async () => 0,
    misses: NO_MISSES,
  };
}
