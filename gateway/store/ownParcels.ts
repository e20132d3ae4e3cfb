/**
 * The statement behind lists of a platform's own parcels: pages by key, whatever part of the order a page is in.
 * Invariants: a page costs one statement; nothing about a leg of an operator that is not in the question decides whether,
 * where or with what a parcel is listed; the time of acceptance decides only for operators that tell it.
 */
import { CompiledQuery } from 'kysely';
import { groupBy } from '../base/groupBy.ts';
import { LEG_COLUMNS, type LegRow } from './legColumns.ts';
import type { Store } from './openStore.ts';

/** Operators by what a platform may read of their legs. */
export interface VisibleOperators {
  /** Their legs are visible. */
  readonly visible: readonly string[];
  /** And their status can be read: filters see these legs only. */
  readonly withStatus: readonly string[];
}

/** Which of a platform's parcels to list. */
export interface OwnParcelsQuestion {
  readonly platform: string;
  /** For legs that were ordered through the platform. The order sees the time of `timed` ones only, which are visible. */
  readonly own: VisibleOperators & { readonly timed: readonly string[] };
  /** Operators of `own` of which only the continuity floor is served: their legs are there in parcels of the floor only. */
  readonly floor?: FloorOperators;
  /** For all other legs: they are listed with the parcel, and decide nothing but filters. */
  readonly foreign: VisibleOperators;
  readonly limit: number;
  /** Sort key of the last parcel of the page before. */
  readonly after?: ParcelPosition;
  readonly status?: string;
  readonly updatedSince?: Date;
}

/** Operators on the continuity floor, none of them timed. */
export interface FloorOperators {
  readonly operators: readonly { readonly operator: string; readonly before: Date }[];
  /** Parcels that became final before this are no longer in it. */
  readonly finalSince: Date;
  /** What an operator answers of a leg that is done: until it announces when, it was by the time it was last answered. */
  readonly finalStatuses: readonly string[];
}

/**
 * Where a parcel stands in a list: the sort key of its newest visible own leg. Parcels without a leg whose time may be told
 * come after all others, by operator and waybill alone.
 */
export interface ParcelPosition {
  readonly orderedAt: Date | null;
  readonly operator: string;
  readonly waybill: string;
}

/** A parcel of a list, with its visible legs in the order of the journey. */
export interface OwnParcel {
  readonly position: ParcelPosition;
  readonly legs: readonly LegRow[];
  /** Of all its legs, hidden ones too; there where operators are on the floor. */
  readonly acceptedAt: Date | null;
  readonly finalAt: Date | null;
}

/** A page of the platform's own parcels. */
export async function findOwnParcels(
  store: Store,
  question: OwnParcelsQuestion,
): Promise<readonly OwnParcel[]> {
  const { own, foreign, after, floor } = question;
  const timed = new Set(own.timed);
  const parameters = [
    question.platform,
    own.timed,
    own.visible.filter((operator) => !timed.has(operator)),
    own.withStatus,
    foreign.visible,
    foreign.withStatus,
    after?.orderedAt ?? null,
    after?.operator ?? null,
    after?.waybill ?? null,
    after?.orderedAt === null,
    question.status ?? null,
    question.updatedSince ?? null,
    question.limit,
    floor?.operators.map(({ operator }) => operator) ?? [],
    floor?.operators.map(({ before }) => before) ?? [],
    floor?.finalSince ?? null,
    floor?.finalStatuses ?? [],
  ];
  const { rows } = await store.executeQuery<ListedRow>(CompiledQuery.raw(FIND_OWN, parameters));
  return [...groupBy(rows, (row) => row.parcel).values()].flatMap((legs) => {
    const [first] = legs;
    if (first === undefined) return [];
    const { page_at: orderedAt, page_operator: operator, page_waybill: waybill } = first;
    const { parcel_accepted_at: acceptedAt, parcel_final_at: finalAt } = first;
    return [{ position: { orderedAt, operator, waybill }, legs, acceptedAt, finalAt }];
  });
}

type ListedRow = LegRow & {
  readonly page_at: Date | null;
  readonly page_operator: string;
  readonly page_waybill: string;
  readonly parcel_accepted_at: Date | null;
  readonly parcel_final_at: Date | null;
};

/** As of when the status is that an operator answered. */
const statusAt = (leg: string) =>
  `coalesce(to_timestamp((${leg}.continuity_times ->> 'status')::float8 / 1000), ${leg}.continuity_at)`;

/** When a leg was done, as far as that is known: announced, or answered; see `readDoneAt`. */
const doneAt = (leg: string) => `
  coalesce(${leg}.final_at, case when ${leg}.continuity ->> 'status' = any($17::text[])
    and ${statusAt(leg)} >= ${leg}.updated_at then ${statusAt(leg)} end)`;

/** Whether a leg of an operator on the floor is of a parcel that is in it; true for all other legs. */
const isInFloor = (leg: string) => `
  (${leg}.operator <> all($14::text[]) or exists (
    select 1 from unnest($14::text[], $15::timestamptz[]) as f (operator, before)
    cross join lateral (
      select min(a.accepted_at) as accepted_at, max(${doneAt('a')}) as final_at from legs a where a.parcel = ${leg}.parcel) p
    where f.operator = ${leg}.operator and p.accepted_at < f.before
      and (p.final_at is null or p.final_at > $16::timestamptz)))`;

/** Whether the platform may read the status of a leg `s`. */
const STATUS_IS_READ = `
  ((s.platform = $1 and s.operator = any($4::text[]) and ${isInFloor('s')}) or (s.platform is distinct from $1 and s.operator = any($6::text[])))`;

/** The filters, on a leg `v` of the parcel. */
const MATCHES = `
  ($11::text is null or $11 = (
    select s.status from legs s where s.parcel = v.parcel and ${STATUS_IS_READ}
    order by s.updated_at desc, s.seq desc, s.operator, s.waybill limit 1))
  and ($12::timestamptz is null or exists (
    select 1 from legs s where s.parcel = v.parcel and ${STATUS_IS_READ} and s.updated_at >= $12))`;

/**
 * A parcel is taken at one leg, its newest: hence `not exists`. The second part is for parcels none of whose legs may tell its
 * time; its last condition holds no column, so the part is not even begun while the first one fills the page.
 */
const FIND_OWN = `
  with timed as materialized (
    select v.ordered_at, v.operator, v.waybill, v.parcel from legs v
    where v.platform = $1 and v.operator = any($2::text[]) and not $10::boolean
      and ($7::timestamptz is null or (v.ordered_at, v.operator, v.waybill) < ($7, $8, $9))
      and not exists (
        select 1 from legs o
        where o.parcel = v.parcel and o.platform = $1 and o.operator = any($2::text[])
          and (o.ordered_at, o.operator, o.waybill) > (v.ordered_at, v.operator, v.waybill))
      and ${MATCHES}
    order by v.ordered_at desc, v.operator desc, v.waybill desc
    limit $13),
  untimed as materialized (
    select null::timestamptz as ordered_at, v.operator, v.waybill, v.parcel from legs v
    where v.platform = $1 and v.operator = any($3::text[]) and ${isInFloor('v')}
      and (not $10::boolean or (v.operator, v.waybill) < ($8, $9))
      and not exists (
        select 1 from legs t where t.parcel = v.parcel and t.platform = $1 and t.operator = any($2::text[]))
      and not exists (
        select 1 from legs o
        where o.parcel = v.parcel and o.platform = $1 and o.operator = any($3::text[]) and ${isInFloor('o')}
          and (o.operator, o.waybill) > (v.operator, v.waybill))
      and ${MATCHES}
      and cardinality($3::text[]) > 0 and (select count(*) from timed) < $13
    order by v.operator desc, v.waybill desc
    limit $13),
  page as (
    select * from timed union all select * from untimed
    order by ordered_at desc nulls last, operator desc, waybill desc
    limit $13)
  select p.ordered_at as page_at, p.operator as page_operator, p.waybill as page_waybill, ${LEG_COLUMNS},
    case when cardinality($14::text[]) > 0 then (select min(a.accepted_at) from legs a where a.parcel = p.parcel) end
      as parcel_accepted_at,
    case when cardinality($14::text[]) > 0 then (select max(${doneAt('a')}) from legs a where a.parcel = p.parcel) end
      as parcel_final_at
  from page p join legs l on l.parcel = p.parcel
  where (l.platform = $1 and (l.operator = any($2::text[]) or (l.operator = any($3::text[]) and ${isInFloor('l')})))
    or (l.platform is distinct from $1 and l.operator = any($5::text[]))
  order by p.ordered_at desc nulls last, p.operator desc, p.waybill desc, l.seq`;
