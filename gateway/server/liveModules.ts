/** What participants can do at a hub that answers by their network: publish subgraphs and sign agreements. */
import { readSubgraphAddresses } from '../base/subgraphAddresses.ts';
import type { ControlModule } from '../control/controlModule.ts';
import { compileNumberPattern } from '../parcel/detect/compileNumberPattern.ts';
import { agreementModule } from '../registry/agreements/agreementModule.ts';
import { readAgreements } from '../registry/subgraphs/readAgreements.ts';
import { resolveHost } from '../registry/subgraphs/resolveHost.ts';
import { createSubgraphModule } from '../registry/subgraphs/subgraphModule.ts';
import { createSubgraphShelf } from '../registry/subgraphs/subgraphShelf.ts';
import type { Store } from '../store/openStore.ts';
import type { NetworkComposer } from '../supergraph/composeInWorker.ts';
import type { LiveNetwork } from './liveNetwork.ts';

export interface LiveModuleParts {
  readonly store: Store;
  /** The hub's own, which has read everybody's SDL already. */
  readonly composer: NetworkComposer;
  readonly network: LiveNetwork;
  readonly subgraphHosts: readonly string[] | undefined;
}

/** The modules of the control API that change the network. */
export function createLiveModules(parts: LiveModuleParts): readonly ControlModule[] {
  const { store, composer, network, subgraphHosts } = parts;
  return [
    createSubgraphModule({
      store,
      composer: composer.drafts,
      shelf: createSubgraphShelf(store, network.readPublished()),
      addresses: readSubgraphAddresses(subgraphHosts),
      resolveHost,
      compilePattern: compileNumberPattern,
      readAgreements: (operator, now) => readAgreements(store, operator, now),
    }),
    agreementModule({ store, readContract: network.readContract }),
  ];
}
