/**
 * Brings operators that nobody published together into one network, for measurements and tests: asks each for its SDL, has it
 * checked and composed, and makes the snapshot that requests pin.
 * Invariant: an operator that is down or whose SDL is refused is left out and tried again; it never keeps the others out.
 */
import type { Logger } from 'pino';
import { fetchSdl } from '../dispatch/fetchSdl.ts';
import type { OperatorClient } from '../dispatch/operatorClient.ts';
import { buildContractIndex } from '../request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../request/network.ts';
import { composeInWorker, type NetworkComposer } from '../supergraph/composeInWorker.ts';
import type { Publication } from '../supergraph/publishNetwork.ts';
import type { ComposedNetwork, NetworkSource } from './composedNetwork.ts';
import type { AgreementSource, KnownOperator } from './hubOptions.ts';
import { readAgreementTable } from './readAgreementTable.ts';

export interface JoinOptions {
  readonly operators: readonly KnownOperator[];
  readonly client: OperatorClient;
  readonly agreements: AgreementSource;
  /** One that several networks share; whoever made it closes it. */
  readonly composer?: NetworkComposer | undefined;
  readonly log: Logger;
}

/** How long until operators that were left out are tried again. */
const RETRY_MS = 5_000;

/** The network of the operators that can be reached now; the others join when they can be. */
export async function joinNetwork(options: JoinOptions): Promise<NetworkSource> {
  const { operators, client, log } = options;
  const composer = options.composer ?? composeInWorker();
  const sdls = new Map<string, string>();
  const listeners: ((network: ComposedNetwork) => void)[] = [];

  /** Asks every operator that is not on the network for its SDL; true when one gave another than before. */
  const fetchMissing = async (joined: ReadonlySet<string>): Promise<boolean> => {
    const missing = operators.filter(({ code }) => !joined.has(code));
    const changes = await Promise.all(
      missing.map(async ({ code, url }) => {
        const fetched = await fetchSdl(client, { code, url });
        if ('failure' in fetched) {
          const { failure } = fetched;
          log.warn({ operator: code, url, failure }, 'an operator gives no SDL; it is left out for now');
          return false;
        }
        const isNew = sdls.get(code) !== fetched.sdl;
        sdls.set(code, fetched.sdl);
        return isNew;
      }),
    );
    return changes.includes(true);
  };
  const compose = async (): Promise<ComposedNetwork> => {
    const published = await composer.publish(
      operators.flatMap(({ code, role }) => {
        const sdl = sdls.get(code);
        return sdl === undefined ? [] : [{ code, role, sdl }];
      }),
    );
    return readPublished(published, options);
  };

  await fetchMissing(new Set());
  let current = await compose();
  let retry: NodeJS.Timeout | undefined;
  let isOutdated = false;
  const tryAgain = async (): Promise<void> => {
    try {
      isOutdated = (await fetchMissing(new Set(current.snapshot.operators.keys()))) || isOutdated;
      if (isOutdated) {
        const next = await compose();
        for (const listener of listeners) listener(next);
        current = next;
        isOutdated = false;
      }
    } catch (error) {
      log.error({ err: error }, 'the network could not be composed again; it stays as it is');
    }
    scheduleRetry();
  };
  const scheduleRetry = (): void => {
    if (current.snapshot.operators.size < operators.length) {
      retry = setTimeout(() => void tryAgain(), RETRY_MS).unref();
    }
  };
  scheduleRetry();
  return {
    current: () => current,
    onChange: (listener) => void listeners.push(listener),
    // Nobody can change it.
    confirm: async () => {},
    modules: [],
    async close() {
      clearTimeout(retry);
      if (options.composer === undefined) await composer.close();
    },
  };
}

function readPublished(published: Publication, { operators, agreements, log }: JoinOptions): ComposedNetwork {
  for (const { code, problems } of published.refused) {
    log.error({ operator: code, problems }, 'an operator is left out: its SDL is refused');
  }
  const joined = operators.flatMap((operator): readonly NetworkOperator[] => {
    const capabilities = published.operators.get(operator.code)?.capabilities;
    return capabilities === undefined ? [] : [{ ...operator, capabilities }];
  });
  const snapshot: NetworkSnapshot = {
    operators: new Map(joined.map((operator) => [operator.code, operator])),
    contract: buildContractIndex(published.supergraphSdl),
    agreements: readAgreementTable(agreements, published.supergraphSdl, log),
  };
  return { supergraphSdl: published.supergraphSdl, snapshot };
}
