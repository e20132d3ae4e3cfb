/**
 * One real hub over five real operators for all cases: HTTP between them. Agreements, records, directory and clock are
 * swapped for each step.
 * Invariant: nothing of one case is there in the next but what the hub itself keeps, which must do no harm.
 */
import { sql } from 'kysely';
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';
import type { KnownOperator } from '../../../gateway/server/hubOptions.ts';
import type { DirectoryStore } from '../../../gateway/store/directoryStore.ts';
import type { Store } from '../../../gateway/store/openStore.ts';
import type { CourierLeg, LockerLeg } from '../../../subgraphs/kit/contract.ts';
import { type GraphqlAnswer, startTestHub, type TestHub } from '../../support/startTestHub.ts';
import { startKitOperator } from '../../support/testOperators.ts';
import type { CaseLeg, CaseStep } from './caseFile.ts';
import { CASE_OPERATORS, type CaseOperator } from './caseOperators.ts';
import { createCaseTable } from './caseTable.ts';
import { type RecordingProxy, type SeenRequest, startRecordingProxy } from './recordingProxy.ts';

export interface CaseNetwork {
  /** Swaps the agreements; gives the errors that the checker has with them, printed. */
  useAgreements(files: readonly AgreementFile[]): string;
  /** Asks what a step asks, of a directory and operators that know what the step says and nothing else. */
  ask(step: CaseStep, variables: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer>;
  /** What each operator has seen since the last call. */
  takeSeen(): ReadonlyMap<string, readonly SeenRequest[]>;
  /** The hub, and its store, for tests that look at more than answers. */
  readonly hub: TestHub;
  readonly store: Store;
  stop(): Promise<void>;
}

/** Starts the network. */
export async function startCaseNetwork(): Promise<CaseNetwork> {
  const table = createCaseTable();
  const opened: { store?: Store; directory?: DirectoryStore } = {};
  let operators: readonly StartedCaseOperator[] = [];
  let now = 0;
  const hub = await startTestHub({
    operators: async (hubUrl) => {
      operators = await Promise.all(CASE_OPERATORS.map((operator) => startCaseOperator(operator, hubUrl)));
      return operators.map(({ known, proxy }) => ({ ...known, url: proxy.url }));
    },
    legs: [],
    agreements: table.source,
    readNow: () => now,
    onStore: (store, directory) => Object.assign(opened, { store, directory }),
  });
  const { store, directory } = opened;
  if (store === undefined || directory === undefined) throw new Error('the hub opened no store');
  return {
    hub,
    store,
    useAgreements: table.use,
    async ask({ legs, behaviours, caller, query, ...step }, variables) {
      await sql`delete from legs`.execute(store);
      await directory.announce(legs.map(({ announcement }) => announcement));
      for (const { known, proxy, tell } of operators) {
        tell(legs);
        proxy.behave(behaviours.get(known.code));
      }
      now = step.now;
      return await hub.as(caller).ask(query, variables);
    },
    takeSeen: () => new Map(operators.map(({ known, proxy }) => [known.code, proxy.takeSeen()])),
    async stop() {
      await hub.stop();
      await Promise.all(operators.map((operator) => operator.stop()));
    },
  };
}

interface StartedCaseOperator {
  readonly known: KnownOperator;
  readonly proxy: RecordingProxy;
  /** Gives it its own records of these legs, and no others. */
  tell(legs: readonly CaseLeg[]): void;
  stop(): Promise<void>;
}

async function startCaseOperator(
  { code, role, omit = [], extension, masks }: CaseOperator,
  hubUrl: string,
): Promise<StartedCaseOperator> {
  const records = new Map<string, CourierLeg | LockerLeg>();
  const { known, stop } = await startKitOperator(code, role, records, {
    hubUrl,
    omit,
    ...(extension === undefined ? {} : { extension }),
    masks,
  });
  const proxy = await startRecordingProxy(known.url);
  return {
    known,
    proxy,
    tell(legs) {
      records.clear();
      for (const { announcement, record } of legs) {
        if (record === null || announcement.operator !== code) continue;
        records.set(announcement.waybill, record as unknown as CourierLeg | LockerLeg);
      }
    },
    async stop() {
      await proxy.stop();
      await stop();
    },
  };
}
