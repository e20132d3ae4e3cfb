/**
 * Everybody who has no part in the dispute: what they ask, and whether the answers stay the same, byte for byte, but for what two
 * parties agreed between themselves.
 */
import { groupBy } from '../../../base/groupBy.ts';
import type { Answer } from './platformClient.ts';
import type { AnnouncedLeg, Stage } from './stage.ts';

/** How requests differ from those of the first time. */
export interface Comparison {
  readonly requests: number;
  readonly parcels: number;
  /** Names of requests whose answer differs. */
  readonly different: readonly string[];
}

/**
 * `others`: parcels that neither SF Express nor Hive Box carries, asked by Taobao, JD and Cainiao, and how Taobao and JD stand with
 * everybody. `customers`: Taobao's parcels with SF Express, JD's with Hive Box.
 */
export type ThirdPartyGroup = 'others' | 'customers';

export interface ThirdParties {
  /** Asks everything once, to compare with. */
  record(): Promise<Readonly<Record<ThirdPartyGroup, number>>>;
  compare(group: ThirdPartyGroup): Promise<Comparison>;
  /** The legs of an operator in customers' parcels that are in flight, as the platform sees them now. */
  countInFlight(platform: string, operator: string): Promise<CustomerLegs>;
}

export interface CustomerLegs {
  readonly legs: number;
  readonly live: number;
  readonly lastKnown: number;
}

interface ThirdPartyRequest {
  readonly name: string;
  readonly group: ThirdPartyGroup;
  readonly platform: string;
  readonly query: string;
  readonly numbers: readonly string[];
}

const PARCELS = `query Track($numbers: [ID!]!) {
  parcels(trackingNumbers: $numbers) {
    status substatus custody
    legs {
      operator { code name } waybill asOf status substatus custody coarsePlace { city } events(last: 2) { occurredAt status }
      ... on CourierLeg { estimate { from to } }
      ... on LockerLeg { deadline station { name } }
    }
  }
}`;
const OPERATORS =
  '{ operators { code name sharing { state since by reason disputed until fields { coordinate parcels mask } } } }';
const AT_ONCE = 10;
const MOST_REQUESTS = 20;
/** Parcels without news for a month become `EXPIRED` by time alone, so only those with news are asked for. */
const NEWS_DAYS = 20;

interface Asker {
  readonly platform: string;
  readonly group: ThirdPartyGroup;
  /** Of whom the number is that is asked for. */
  readonly by: readonly string[];
  readonly isAsked: (operators: ReadonlySet<string>) => boolean;
}

const isUntouched = (operators: ReadonlySet<string>) =>
  !operators.has('sf-express') && !operators.has('hive-box');
const ASKERS: readonly Asker[] = [
  { platform: 'taobao', group: 'others', by: ['zto'], isAsked: isUntouched },
  { platform: 'jd', group: 'others', by: ['china-post', 'inpost'], isAsked: isUntouched },
  { platform: 'cainiao', group: 'others', by: ['zto', 'china-post'], isAsked: isUntouched },
  { platform: 'taobao', group: 'customers', by: ['sf-express'], isAsked: () => true },
  { platform: 'jd', group: 'customers', by: ['hive-box'], isAsked: () => true },
];

export function createThirdParties({ legs, ask, clock }: Stage): ThirdParties {
  const requests = listRequests(legs, clock.now());
  const inFlight = listInFlight(legs);
  const first = new Map<string, string>();
  const send = ({ platform, query, numbers }: ThirdPartyRequest): Promise<Answer> =>
    ask(platform, query, { numbers });
  const of = (group: ThirdPartyGroup) => requests.filter((request) => request.group === group);
  return {
    async record() {
      for (const request of requests) first.set(request.name, JSON.stringify(await send(request)));
      return { others: of('others').length, customers: of('customers').length };
    },
    async compare(group) {
      const different: string[] = [];
      for (const request of of(group)) {
        if (JSON.stringify(await send(request)) !== first.get(request.name)) different.push(request.name);
      }
      const parcels = of(group).reduce((sum, { numbers }) => sum + numbers.length, 0);
      return { requests: of(group).length, parcels, different };
    },
    async countInFlight(platform, operator) {
      const count = { legs: 0, live: 0, lastKnown: 0 };
      for (const request of of('customers').filter((each) => each.platform === platform)) {
        const { data } = await send(request);
        const parcels = (data?.['parcels'] ?? []) as readonly ({ readonly legs: readonly Leg[] } | null)[];
        for (const leg of parcels.flatMap((parcel) => parcel?.legs ?? [])) {
          if (leg.operator.code !== operator || !inFlight.has(leg.waybill)) continue;
          count.legs++;
          if (leg.asOf !== null) count.lastKnown++;
          else if (leg.status !== null) count.live++;
        }
      }
      return count;
    },
  };
}

/** The waybills of parcels that an operator has accepted and none has finished. */
function listInFlight(legs: readonly AnnouncedLeg[]): ReadonlySet<string> {
  const parcels = [...groupBy(legs, ({ parcel }) => parcel).values()];
  const open = parcels.filter(
    (journey) =>
      journey.some(({ acceptedAt }) => acceptedAt !== null) &&
      journey.every(({ finalAt }) => finalAt === null),
  );
  return new Set(open.flat().map(({ waybill }) => waybill));
}

interface Leg {
  readonly operator: { readonly code: string };
  readonly waybill: string;
  readonly status: string | null;
  readonly asOf: string | null;
}

function listRequests(legs: readonly AnnouncedLeg[], now: number): readonly ThirdPartyRequest[] {
  const parcels = groupBy(legs, ({ parcel }) => parcel);
  const stands = ['taobao', 'jd'].map((platform): ThirdPartyRequest => {
    return { name: `${platform}: operators`, group: 'others', platform, query: OPERATORS, numbers: [] };
  });
  const asked = ASKERS.flatMap(({ platform, group, by, isAsked }) => {
    const numbers = [...parcels.values()].flatMap((journey) => {
      const [{ platform: ordered = null } = {}] = journey;
      const isNew = journey.some(({ updatedAt }) => Date.parse(updatedAt) > now - NEWS_DAYS * 86_400_000);
      const isOne =
        ordered === platform && isNew && isAsked(new Set(journey.map(({ operator }) => operator)));
      const named = isOne ? journey.find(({ operator }) => by.includes(operator)) : undefined;
      return named === undefined ? [] : [named.waybill];
    });
    const count = Math.min(MOST_REQUESTS, Math.ceil(numbers.length / AT_ONCE));
    return Array.from({ length: count }, (_, index): ThirdPartyRequest => {
      const own = numbers.slice(index * AT_ONCE, (index + 1) * AT_ONCE);
      return { name: `${platform}: ${group} ${index + 1}`, group, platform, query: PARCELS, numbers: own };
    });
  });
  return [...stands, ...asked];
}
