/** A registry for tests: a store with three operators and a platform, a real composer, agreements that a test names. */
import { type GraphQLSchema, graphql } from 'graphql';
import { LOOPBACK_HOSTS, readSubgraphAddresses } from '../../gateway/base/subgraphAddresses.ts';
import type { Actor, ControlContext } from '../../gateway/control/controlModule.ts';
import { createControlSchema } from '../../gateway/control/createControlSchema.ts';
import { compileNumberPattern } from '../../gateway/parcel/detect/compileNumberPattern.ts';
import type { AgreedDocument } from '../../gateway/registry/subgraphs/publishedSubgraph.ts';
import type { PublishParts } from '../../gateway/registry/subgraphs/publishSubgraph.ts';
import { createSubgraphModule } from '../../gateway/registry/subgraphs/subgraphModule.ts';
import { createSubgraphShelf } from '../../gateway/registry/subgraphs/subgraphShelf.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import type { NetworkComposer } from '../../gateway/supergraph/composeInWorker.ts';
import { operatorSdl } from '../../subgraphs/kit/operatorSdl.ts';

export const NOW = Date.parse('2017-06-01T12:00:00+08:00');
export const URL = 'http://127.0.0.1:4101/graphql';

export const OPERATORS = {
  'hive-box': 'locker',
  'sf-express': 'courier',
  zto: 'courier',
} as const;

export type TestOperator = keyof typeof OPERATORS;

/** Registers the operators, and Cainiao. */
/** The id of an operator's key. */
export const keyIdOf = (code: string) => `key of ${code}`;

export async function registerAll(store: Store): Promise<void> {
  const common = { registered_at: new Date(NOW), revision: 0, purposes: [] as string[] };
  const operators = Object.entries(OPERATORS).map(([code, role]) => ({
    ...common,
    code,
    kind: 'operator' as const,
    name: code,
    role,
  }));
  const cainiao = { ...common, code: 'cainiao', kind: 'platform' as const, name: 'Cainiao', role: null };
  await store
    .insertInto('participants')
    .values([...operators, cainiao])
    .execute();
  const keys = operators.map(({ code }) => ({
    id: keyIdOf(code),
    participant: code,
    public_key: keyIdOf(code),
    added_at: new Date(NOW),
    revoked_at: null,
    revision: 0,
  }));
  await store.insertInto('participant_keys').values(keys).execute();
}

/** The SDL of an operator, with what it leaves out and adds. */
export function sdlOf(
  code: TestOperator,
  { omit, extension, masks }: { omit?: readonly string[]; extension?: string; masks?: boolean } = {},
): string {
  return operatorSdl({ code, role: OPERATORS[code], omit, extension, masks });
}

/** An agreement of an operator with Cainiao that shares the fields of its leg. */
export function agreementOf(code: TestOperator, fields: string): AgreedDocument {
  const document = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(operator: "${code}", platform: "cainiao", purposes: [ORDER_STATUS, RECIPIENT_NOTICE]
    from: "2017-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z")
type ${OPERATORS[code] === 'locker' ? 'LockerLeg' : 'CourierLeg'} { ${fields} }
`;
  return { operator: code, platform: 'cainiao', version: 1, document };
}

/** The parts of a registry over a store. */
export function createParts(
  store: Store,
  composer: Pick<NetworkComposer, 'check' | 'publish'>,
  documents: readonly AgreedDocument[] = [],
): PublishParts {
  return {
    store,
    composer,
    shelf: createSubgraphShelf(store),
    addresses: readSubgraphAddresses(LOOPBACK_HOSTS),
    resolveHost: async () => [],
    compilePattern: compileNumberPattern,
    readAgreements: async (operator) => ({
      documents: documents.filter((each) => each.operator === operator),
      revision: 0,
    }),
  };
}

export const actorOf = (code: TestOperator): Actor => ({
  code,
  kind: 'operator',
  role: OPERATORS[code],
  keyId: keyIdOf(code),
});

/** Asks the control API as somebody; `confirmed` gets the revisions that a mutation waits for. */
export function createAsk(parts: PublishParts, confirmed: number[] = []) {
  const schema: GraphQLSchema = createControlSchema([createSubgraphModule(parts)]);
  return async (actor: Actor, source: string, variableValues: Record<string, unknown> = {}) => {
    const confirm = async (revision: number) => void confirmed.push(revision);
    const contextValue: ControlContext = { actor, now: NOW, confirm };
    const answer = await graphql({ schema, source, variableValues, contextValue });
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
    return JSON.parse(JSON.stringify(answer)) as any;
  };
}

export const PUBLISH = /* GraphQL */ `
  mutation ($operator: String!, $input: SubgraphInput!, $accept: [AcceptableChange!]) {
    publishSubgraph(operator: $operator, input: $input, accept: $accept) {
      result
      version
      check { passed accepted sections { title status problems notes } }
    }
  }
`;
