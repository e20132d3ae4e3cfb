/** A hub's directory and what looks for numbers beside it, with invented operators that record what they are asked. */
import type { OperatorAnswer, OperatorRequest } from '../../../gateway/dispatch/operatorClient.ts';
import { createProbe } from '../../../gateway/dispatch/probeOperator.ts';
import { createDirectorySchema } from '../../../gateway/parcel/directory.ts';
import { createDiscoverer, type DiscoveryLimits } from '../../../gateway/parcel/discover/createDiscoverer.ts';
import type { NetworkOperator } from '../../../gateway/request/network.ts';
import type { DirectoryStore, LegAnnouncement, LegRow } from '../../../gateway/store/directoryStore.ts';
import type { DiscoveryMisses } from '../../../gateway/store/discoveryMisses.ts';
import { NO_MISSES } from '../../support/noMisses.ts';
import { contract, recordingClient } from '../../support/testNetwork.ts';
import {
  type AgreementText,
  agreedNetwork,
  ask,
  NOON,
  numberedOperator,
  openRequest,
} from '../agreedNetwork.ts';

export const HOUR_MS = 60 * 60 * 1_000;
const STATUS = 'type CourierLeg { status: ParcelStatus @share(parcels: [FOREIGN]) }';
export const FOREIGN: Omit<AgreementText, 'operator'> = { types: STATUS };

export const HIT: OperatorAnswer = {
  kind: 'answered',
  data: { g0: [{ status: 'IN_TRANSIT', acceptedAt: '2017-06-01T08:00:00+08:00' }] },
  errors: [],
};
export const MISS: OperatorAnswer = { kind: 'answered', data: { g0: [null] }, errors: [] };
export const FAILURE: OperatorAnswer = { kind: 'failed', failure: 'TIMEOUT' };

export interface World {
  readonly operators?: readonly NetworkOperator[];
  readonly agreements?: readonly AgreementText[];
  readonly answer?: (request: OperatorRequest) => OperatorAnswer | Promise<OperatorAnswer>;
  readonly rows?: readonly LegRow[];
  readonly limits?: Partial<DiscoveryLimits>;
}

export const zto = numberedOperator('zto', 'Z');

/** A hub's directory and what looks for numbers beside it, on a clock of its own. */
export function openWorld({
  operators = [zto],
  agreements = [{ operator: 'zto', ...FOREIGN }],
  answer = () => MISS,
  rows = [],
  limits = {},
}: World) {
  const network = agreedNetwork(operators, agreements);
  const client = recordingClient(answer);
  const clock = { now: NOON };
  const kept: LegRow[] = [...rows];
  const announced: LegAnnouncement[] = [];
  const directory: DirectoryStore = {
    cursorKey: new Uint8Array(32),
    misses: NO_MISSES,
    async announce(legs) {
      announced.push(...legs);
      kept.push(...legs.map(toRow));
    },
    findByNumbers: async (numbers) =>
      numbers.map((number) => kept.filter(({ waybill }) => waybill === number)),
    findOwn: async () => [],
    count: async () => kept.length,
  };
  const until = new Map<string, number>();
  const misses: DiscoveryMisses = {
    read: async (number, now) =>
      new Set(
        operators.map(({ code }) => code).filter((code) => (until.get(`${code} ${number}`) ?? 0) > now),
      ),
    remember: async (number, operator, now, forMs) => void until.set(`${operator} ${number}`, now + forMs),
  };
  const discoverer = createDiscoverer({
    directory,
    misses,
    probe: createProbe(client, () => contract),
    readNetwork: () => network,
    now: () => clock.now,
    limits: { delayMs: 0, ...limits },
  });
  const schema = createDirectorySchema(directory, discoverer.onUnknown);
  return {
    client,
    clock,
    announced,
    discoverer,
    /** The answer of a request, and then everything that it set off. */
    async request(number: string, caller: Parameters<typeof openRequest>[1] = {}, operator?: string) {
      const named = operator === undefined ? '' : `, operator: "${operator}"`;
      const query = `{ parcel(trackingNumber: "${number}"${named}) { trackingNumber legs { waybill } } }`;
      const { parcel } = await ask(schema, query, openRequest(network, { now: clock.now, ...caller }));
      const sentBefore = client.requests.length;
      await discoverer.settle();
      return { parcel, sentBefore };
    },
    asked: () => client.requests.map(({ operator }) => operator),
  };
}

export function toRow(leg: LegAnnouncement): LegRow {
  const { acceptedAt, finalAt, everReached, updatedAt, continuity = null, ...more } = leg;
  const at = (time: string | null) => (time === null ? null : new Date(time));
  return {
    ...more,
    continuity,
    accepted_at: at(acceptedAt),
    final_at: at(finalAt),
    ever_reached: everReached,
    ordered_at: new Date(acceptedAt ?? updatedAt),
    updated_at: new Date(updatedAt),
    continuity_at: null,
    continuity_times: null,
  };
}
