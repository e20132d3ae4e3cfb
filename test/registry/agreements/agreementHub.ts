/** A control API with agreements alone: a store, participants with keys, and a clock that tests set. No HTTP. */
import { type GraphQLError, graphql } from 'graphql';
import type { Actor, ControlModule } from '../../../gateway/control/controlModule.ts';
import { createControlSchema } from '../../../gateway/control/createControlSchema.ts';
import { agreementModule } from '../../../gateway/registry/agreements/agreementModule.ts';
import type { ReadContract } from '../../../gateway/registry/agreements/judgeByContract.ts';
import { changeNetwork } from '../../../gateway/store/changeNetwork.ts';
import type { Store } from '../../../gateway/store/openStore.ts';
import { CONTRACT } from '../../agreements/decide/support.ts';
import { keyOf } from '../../agreements/life/chainSupport.ts';
import { START } from '../../agreements/life/support.ts';

const KINDS: Readonly<Record<string, Actor['kind']>> = {
  'hive-box': 'operator',
  zto: 'operator',
  cainiao: 'platform',
  jd: 'platform',
  'state-post-bureau': 'mediator',
  hub: 'administrator',
};

export interface AgreementHub {
  readonly store: Store;
  /** Milliseconds since the epoch. */
  now: number;
  /** The revisions that were confirmed. */
  readonly confirmed: number[];
  /** Asks as a participant; the key is its first one unless another is named. */
  ask(as: string, document: string, variables?: Record<string, unknown>, keyId?: string): Promise<Answer>;
  /** As it was opened. */
  reset(): Promise<void>;
}

export interface Answer {
  readonly data: Record<string, unknown>;
  readonly errors: readonly GraphQLError[];
  /** Code of the first error and of the first problem behind it. */
  readonly refusal: string | undefined;
}

const clock: ControlModule = {
  sdl: 'extend type Query { hubClock: DateTime! }',
  resolvers: { Query: { hubClock: (_, __, { now }) => new Date(now).toISOString() } },
};

/** Registers the participants and opens the API. */
export async function openAgreementHub(store: Store): Promise<AgreementHub> {
  await register(store);
  const readContract: ReadContract = async (revision) => ({ contract: CONTRACT, revision });
  const schema = createControlSchema([clock, agreementModule({ store, readContract })]);
  const confirmed: number[] = [];
  const actorOf = (code: string, keyId = keyOf(code).id): Actor => {
    const kind = KINDS[code] ?? 'platform';
    return { code, kind, role: kind === 'operator' ? 'locker' : null, keyId };
  };
  const hub: AgreementHub = {
    store,
    now: START,
    confirmed,
    async reset() {
      for (const table of ['records', 'participant_keys', 'participants'] as const)
        await store.deleteFrom(table).execute();
      await store.updateTable('network_state').set({ revision: 0 }).execute();
      await register(store);
      confirmed.length = 0;
      hub.now = START;
    },
    async ask(as, source, variableValues = {}, keyId) {
      const confirm = async (revision: number) => void confirmed.push(revision);
      const contextValue = { actor: actorOf(as, keyId), now: hub.now, confirm };
      const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue });
      const [error] = errors;
      const problems = error?.extensions['problems'] as readonly { readonly code: string }[] | undefined;
      const refusal =
        error && [error.extensions['code'] ?? error.message, problems?.[0]?.code].filter(Boolean).join(' ');
      return { data: JSON.parse(JSON.stringify(data ?? {})), errors, refusal };
    },
  };
  return hub;
}

async function register(store: Store): Promise<void> {
  await changeNetwork(store, async (transaction, revision) => {
    for (const [code, kind] of Object.entries(KINDS)) {
      const role = kind === 'operator' ? 'locker' : null;
      const row = {
        code,
        kind,
        name: code,
        role,
        purposes: [],
        registered_at: new Date(START),
        revision,
      } as const;
      await transaction.insertInto('participants').values(row).execute();
      await addKey(transaction, code, 1, revision);
    }
  });
}

/** Adds a key of a participant. */
export async function addKey(
  store: Pick<Store, 'insertInto'>,
  code: string,
  number: number,
  revision: number,
): Promise<string> {
  const { id, party } = keyOf(code, number);
  const row = {
    id,
    participant: code,
    public_key: party.publicKey,
    added_at: new Date(START),
    revoked_at: null,
    revision,
  };
  await store.insertInto('participant_keys').values(row).execute();
  return id;
}
