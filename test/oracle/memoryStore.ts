/** A directory store that keeps the legs of a scenario in memory and counts what it is asked. */

import { readDoneAt } from '../../gateway/parcel/readLastKnown.ts';
import type { DirectoryStore } from '../../gateway/store/directoryStore.ts';
import type { LegRow } from '../../gateway/store/legColumns.ts';
import type { OwnParcel, OwnParcelsQuestion, ParcelPosition } from '../../gateway/store/ownParcels.ts';
import { orderedAt, parcelIdOf, spelled } from './findParcels.ts';
import type { LegModel, TimesModel } from './model.ts';

export interface MemoryStore extends DirectoryStore {
  /** Every question since the last `hold`, by name. */
  readonly questions: string[];
  /** Holds these legs from now on. */
  hold(legs: readonly LegModel[]): void;
}

export function createMemoryStore(): MemoryStore {
  const questions: string[] = [];
  let rows: readonly LegRow[] = [];
  return {
    cursorKey: new Uint8Array(32).fill(7),
    questions,
    hold(legs) {
      questions.length = 0;
      rows = legs.map(toRow);
    },
    async announce() {
      throw new Error('legs are held, not announced');
    },
    async findByNumbers(numbers) {
      questions.push('findByNumbers');
      return numbers.map((number) => {
        const parcels = rows
          .filter((row) => spelled(row.waybill) === spelled(number))
          .map((row) => row.parcel);
        return rows.filter((row) => parcels.includes(row.parcel));
      });
    },
    async findOwn(question) {
      questions.push('findOwn');
      return findOwn(rows, question);
    },
    async count() {
      return rows.length;
    },
    misses: {
      async open() {
        questions.push('misses');
        // No scenario comes near its limit: that limits hold is another test's subject.
        return { add() {}, read: () => 0 };
      },
    },
  };
}

/** A page as the store's contract has it: own legs decide what is listed, and the timed ones of them in which order. */
function findOwn(rows: readonly LegRow[], question: OwnParcelsQuestion): readonly OwnParcel[] {
  const { own, foreign, after, status, updatedSince } = question;
  const isOwn = (row: LegRow) => row.platform === question.platform;
  const among = (row: LegRow, list: 'visible' | 'withStatus') =>
    (isOwn(row) ? own : foreign)[list].includes(row.operator) &&
    (!isOwn(row) || isInFloor(rows, row, question));
  const parcels = [...new Set(rows.map(({ parcel }) => parcel))].flatMap((parcel): readonly OwnParcel[] => {
    const legs = rows.filter((row) => row.parcel === parcel && among(row, 'visible'));
    const readable = rows.filter((row) => row.parcel === parcel && among(row, 'withStatus'));
    const positions = legs.filter(isOwn).map((row) => positionOf(row, own.timed.includes(row.operator)));
    const [position] = positions.sort((one, other) => comparePositions(other, one));
    if (position === undefined || (after !== undefined && comparePositions(position, after) >= 0)) return [];
    const [last] = readable.sort((a, b) => b.updated_at.getTime() - a.updated_at.getTime() || b.seq - a.seq);
    if (status !== undefined && last?.status !== status) return [];
    if (updatedSince !== undefined && !readable.some((row) => row.updated_at >= updatedSince)) return [];
    return [{ position, legs: legs.sort((one, other) => one.seq - other.seq), ...factsOf(rows, parcel) }];
  });
  return parcels
    .sort((one, other) => comparePositions(other.position, one.position))
    .slice(0, question.limit);
}

/** True for the legs of operators that are not on the floor, too. */
function isInFloor(rows: readonly LegRow[], row: LegRow, { floor }: OwnParcelsQuestion): boolean {
  const onFloor = floor?.operators.find(({ operator }) => operator === row.operator);
  if (floor === undefined || onFloor === undefined) return true;
  const { acceptedAt, finalAt } = factsOf(rows, row.parcel);
  return (
    acceptedAt !== null && acceptedAt < onFloor.before && (finalAt === null || finalAt > floor.finalSince)
  );
}

/** What all legs of a parcel come to. */
function factsOf(rows: readonly LegRow[], parcel: string): Pick<OwnParcel, 'acceptedAt' | 'finalAt'> {
  const legs = rows.filter((row) => row.parcel === parcel);
  const timesOf = (read: (leg: LegRow) => Date | null) => legs.flatMap((leg) => read(leg)?.getTime() ?? []);
  const [accepted, final] = [timesOf((leg) => leg.accepted_at), timesOf(readDoneAt)];
  return {
    acceptedAt: accepted.length === 0 ? null : new Date(Math.min(...accepted)),
    finalAt: final.length === 0 ? null : new Date(Math.max(...final)),
  };
}

function positionOf(row: LegRow, isTimed: boolean): ParcelPosition {
  return { orderedAt: isTimed ? row.ordered_at : null, operator: row.operator, waybill: row.waybill };
}

function comparePositions(one: ParcelPosition, other: ParcelPosition): number {
  const keyOf = ({ orderedAt, operator, waybill }: ParcelPosition): SortKey => [
    orderedAt?.getTime() ?? Number.NEGATIVE_INFINITY,
    operator,
    waybill,
  ];
  return compare(keyOf(one), keyOf(other));
}

type SortKey = readonly [number, string, string];

function compare(one: SortKey, other: SortKey): number {
  for (const [index, part] of one.entries()) {
    const against = other[index] as typeof part;
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}

function toRow(leg: LegModel): LegRow {
  return {
    operator: leg.operator,
    waybill: leg.waybill,
    parcel: parcelIdOf(leg.parcel),
    seq: leg.seq,
    role: leg.role,
    platform: leg.platform,
    accepted_at: leg.acceptedAt === null ? null : new Date(leg.acceptedAt),
    final_at: leg.finalAt === null ? null : new Date(leg.finalAt),
    status: leg.status,
    substatus: null,
    ever_reached: leg.everReached,
    ordered_at: new Date(orderedAt(leg)),
    updated_at: new Date(leg.updatedAt),
    continuity: leg.known?.values ?? null,
    continuity_at: leg.known === null ? null : new Date(Math.max(0, ...timesOf(leg.known.times))),
    continuity_times: leg.known === null || isOfOneTime(leg.known.times) ? null : leg.known.times,
  };
}

function timesOf(times: TimesModel): readonly number[] {
  return Object.values(times).flatMap((each) => (typeof each === 'number' ? each : timesOf(each)));
}

/** Such rows are there from before times were kept by field. */
function isOfOneTime(times: TimesModel): boolean {
  return new Set(timesOf(times)).size === 1;
}
