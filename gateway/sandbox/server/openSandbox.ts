/** The sandbox of a hub: its routes, and in demo mode what looks into requests. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { RequestScope } from '../../request/requestScope.ts';
import type { NetworkSource } from '../../server/composedNetwork.ts';
import { addSandbox, type IssueToken } from './addSandbox.ts';
import { listSignedDocuments } from './listSignedDocuments.ts';
import { createBookReader } from './readBook.ts';
import type { SandboxDemo } from './sandboxDemo.ts';
import { createTracePlugin } from './tracePlugin.ts';

export interface Sandbox {
  addTo(http: FastifyInstance): void;
  /** Tells it of the network, as soon as there is one. */
  connect(network: SandboxedNetwork): void;
  /** None outside demo mode. */
  readonly plugins: readonly ApolloServerPlugin<RequestScope>[];
}

/** What the sandbox looks at. */
export type SandboxedNetwork = Pick<NetworkSource, 'current' | 'readLives'>;

export interface SandboxOptions {
  /** Undefined outside demo mode. */
  readonly demo: SandboxDemo | undefined;
  readonly issueToken: IssueToken | undefined;
  readonly readNow: () => number;
}

export function openSandbox({ demo, issueToken, readNow }: SandboxOptions): Sandbox {
  let network: SandboxedNetwork | undefined;
  const toBook = createBookReader();
  const readBook = () => {
    if (demo === undefined || network === undefined) return undefined;
    const files = demo.readAgreements();
    const lives = network.readLives?.();
    const documents = lives === undefined ? files : listSignedDocuments(lives, files);
    return toBook(documents, network.current().supergraphSdl);
  };
  const readStops = () =>
    (network?.readLives?.() ?? []).flatMap(({ operator, platform, stops }) =>
      stops.map((stop) => ({ operator, platform, ...stop })),
    );
  const readOperators = () =>
    [...(network?.current().snapshot.operators.values() ?? [])].map(({ code, name, role }) => ({
      code,
      name,
      role,
    }));
  return {
    addTo: (http) => addSandbox(http, { demo, issueToken, readNow, readOperators, readBook, readStops }),
    connect(connected) {
      network = connected;
    },
    plugins: demo === undefined ? [] : [createTracePlugin(readBook)],
  };
}
