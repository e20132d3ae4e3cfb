/**
 * Reads the operations that platforms really sent, from the store.
 * Invariant: what is read has a bound, of which each platform has the same share; how many operations are not in it is told.
 */
import { sql } from 'kysely';
import { mapInSlices } from '../../base/mapInSlices.ts';
import type { Store } from '../../store/openStore.ts';
import { OTHERS, type SentOperations } from './sentOperation.ts';

/** The operations that a check compares with are those of so many days. */
export const COMPARED_DAYS = 7;

/** The most bytes of a platform's coordinates that are compared: ten times what it has room for in a day, or so. */
const MOST_BYTES = 1_000_000;
/** Of all platforms together. */
const MOST_BYTES_TOGETHER = 8_000_000;
/** What a row takes besides. */
const ROW_BYTES = 200;
/** So many rows are some milliseconds of work. */
const SLICE = 200;

interface Row {
  readonly platform: string;
  readonly hash: string;
  readonly count: number;
  /** Those of the platform, with what is left out. */
  readonly found: number;
  /** With a space between every two. */
  readonly coordinates: string | null;
}

/** What the platforms sent in the seven days before `now`, today included; of each what it sent most, and of that the newest, first. */
export async function readOperations(
  store: Store,
  platforms: readonly string[],
  now: number,
): Promise<SentOperations> {
  if (platforms.length === 0) return { operations: [], leftOut: new Map() };
  const today = new Date(now).toISOString().slice(0, 10);
  const share = Math.min(MOST_BYTES, Math.floor(MOST_BYTES_TOGETHER / platforms.length));
  const since = sql`day > ${today}::date - ${sql.lit(COMPARED_DAYS)}`;
  // `OTHERS` takes nothing from the share: it stands for what had no room once already.
  const { rows } = await sql<Row>`
    with sent as (
      select platform, hash, sum(count)::float8 as count, max(day) as day,
        case when hash = ${OTHERS} then 0
          else max(octet_length(array_to_string(coordinates, ' '))) + ${sql.lit(ROW_BYTES)} end as bytes
      from operations where platform = any(${platforms}::text[]) and ${since} group by platform, hash
    ), ranked as (
      select *, count(*) over (partition by platform)::float8 as found,
        sum(bytes) over (partition by platform order by count desc, day desc, hash) as bytes_so_far
      from sent
    )
    select platform, hash, count, found, (
      select string_agg(distinct c, ' ') from operations o, unnest(o.coordinates) c
      where o.platform = r.platform and o.hash = r.hash and ${since}
    ) as coordinates
    from ranked r where bytes_so_far - bytes < ${share} or hash = ${OTHERS}
    order by count desc, hash`.execute(store);
  const leftOut = new Map<string, number>();
  const operations = await mapInSlices(rows, SLICE, ({ platform, hash, count, found, coordinates }) => {
    leftOut.set(platform, (leftOut.get(platform) ?? found) - 1);
    return { platform, hash, count, coordinates: new Set(coordinates?.split(' ')) };
  });
  for (const [platform, count] of leftOut) if (count === 0) leftOut.delete(platform);
  return { operations, leftOut };
}
