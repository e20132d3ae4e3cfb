/** Makes a network as participants do, over the control API of a hub: publishes subgraphs, signs agreements, suspends them. */
import { sign } from 'node:crypto';
import { hashDocument } from '../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep } from '../../gateway/agreements/life/lifeStep.ts';
import { writeRecord } from '../../gateway/agreements/life/writeRecord.ts';
import type { KnownOperator } from '../../gateway/server/hubOptions.ts';
import { operatorSdl } from '../../subgraphs/kit/operatorSdl.ts';
import { testKey } from '../support/controlAs.ts';
import type { TestHub } from '../support/startTestHub.ts';

export interface Signer {
  publish(operator: Pick<KnownOperator, 'code' | 'role' | 'url'>): Promise<void>;
  /** The operator offers the document, and the platform signs it. */
  agree(document: string): Promise<void>;
  /** Signs a step of a pair, as `hive-box--cainiao`; resolves when it is acknowledged. */
  take(pair: string, actor: string, event: LifeStep['event'], body: object): Promise<void>;
}

const APPEND = `mutation ($record: String!, $signature: String!) {
  appendRecord(record: $record, signature: $signature) { seq hash }
}`;
const PUBLISH = `mutation ($operator: String!, $input: SubgraphInput!) {
  publishSubgraph(operator: $operator, input: $input) { result }
}`;

/** `readNow`: the time at which steps are dated, milliseconds since the epoch. */
export function createSigner({ control }: Pick<TestHub, 'control'>, readNow: () => number): Signer {
  const heads = new Map<string, { readonly seq: number; readonly hash: string }>();
  const ask = async (actor: string, query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await control(actor, query, variables);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const signer: Signer = {
    async publish({ code, role, url }) {
      const input = { sdl: operatorSdl({ code, role }), url, numberPatterns: [] };
      await ask(code, PUBLISH, { operator: code, input });
    },
    async agree(document) {
      const [, operator = ''] = /operator: "([^"]+)"/.exec(document) ?? [];
      const [, platform = ''] = /platform: "([^"]+)"/.exec(document) ?? [];
      const pair = `${operator}--${platform}`;
      await signer.take(pair, operator, 'OFFER', { document });
      const answer = { version: 1, documentHash: hashDocument(document) };
      await signer.take(pair, platform, 'SIGN', answer);
    },
    async take(pair, actor, event, body) {
      const head = heads.get(pair);
      const step = {
        pair,
        seq: (head?.seq ?? 0) + 1,
        previous: head?.hash ?? null,
        event,
        actor,
        at: readNow(),
        body,
      };
      const record = writeRecord(step as LifeStep);
      const signature = sign(null, Buffer.from(record), testKey(actor).privateKey).toString('base64url');
      const { appendRecord } = await ask(actor, APPEND, { record, signature });
      heads.set(pair, appendRecord);
    },
  };
  return signer;
}
