/** Before anything is measured: every contender must give the same data for the same request. */
import { isDeepStrictEqual } from 'node:util';
import type { Contender } from '../contenders/startContenders.ts';
import { createRandom, pick } from '../load/random.ts';
import { type BenchQuery, bodyOf } from '../queries.ts';

export const EVENTS_OF_A_LEG = 8;
const TRIED = 20;

/**
 * Asks every contender the same and compares `data` as JSON values, so that only the order of keys may differ; nothing
 * else is normalised. Throws with the first difference.
 */
export async function verifyAnswers(
  query: BenchQuery,
  contenders: readonly Contender[],
  numbers: readonly string[],
): Promise<void> {
  const random = createRandom(1);
  for (let tried = 0; tried < (query.parcels === 1 ? TRIED : 2); tried++) {
    const body = bodyOf(query, pick(numbers, query.parcels, random));
    const answers = await Promise.all(
      contenders.map(async ({ name, url, readHeaders }) => ({
        name,
        data: await ask(url, await readHeaders(), body),
      })),
    );
    const [first] = answers;
    for (const { name, data } of answers) {
      checkShape(name, query, data);
      if (first !== undefined && !isDeepStrictEqual(first.data, data)) {
        throw new Error(
          `\`${first.name}\` and \`${name}\` answer \`${query.name}\` differently: ${findDifference(first.data, data, 'data')}`,
        );
      }
    }
  }
}

async function ask(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (errors !== undefined)
    throw new Error(`${url} answers with errors: ${JSON.stringify(errors).slice(0, 2000)}`);
  return data;
}

interface AnsweredParcel {
  readonly legs: readonly { readonly events: readonly unknown[] }[];
  readonly events?: readonly unknown[];
}

/** Guards against contenders that agree on too little: two legs, eight events each, all of them merged. */
function checkShape(name: string, query: BenchQuery, data: unknown): void {
  const { parcel, parcels = [parcel] } = data as { parcel?: AnsweredParcel; parcels?: AnsweredParcel[] };
  for (const each of parcels) {
    const counts = each?.legs.map(({ events }) => events.length).join();
    const merged = query.name === 'plain' ? undefined : EVENTS_OF_A_LEG * 2;
    if (
      parcels.length !== query.parcels ||
      counts !== `${EVENTS_OF_A_LEG},${EVENTS_OF_A_LEG}` ||
      each?.events?.length !== merged
    ) {
      throw new Error(
        `\`${name}\` answers \`${query.name}\` with ${parcels.length} parcels, ${counts} events of legs, ${each?.events?.length} merged`,
      );
    }
  }
}

function findDifference(one: unknown, other: unknown, path: string): string {
  if (typeof one === 'object' && typeof other === 'object' && one !== null && other !== null) {
    const left = one as Record<string, unknown>;
    const right = other as Record<string, unknown>;
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      if (!isDeepStrictEqual(left[key], right[key]))
        return findDifference(left[key], right[key], `${path}.${key}`);
    }
  }
  return `${path} is ${JSON.stringify(one)?.slice(0, 200)} and ${JSON.stringify(other)?.slice(0, 200)}`;
}
