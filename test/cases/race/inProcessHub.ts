/**
 * A hub without sockets: the real gateway, executor, dispatcher and answer plugin, over a directory and operators in this
 * process that take a random while. What is left is what two requests could share, so ten thousand races fit into seconds.
 */
import { ApolloServer } from '@apollo/server';
import { type DocumentNode, Kind, parse, type SelectionNode, type SelectionSetNode } from 'graphql';
import { pino } from 'pino';
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';
import { readAgreementContract } from '../../../gateway/agreements/agreementContract.ts';
import type { Caller } from '../../../gateway/agreements/decision.ts';
import { checkAgreements } from '../../../gateway/agreements/read/checkAgreements.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import type { OperatorClient, OperatorRequest } from '../../../gateway/dispatch/operatorClient.ts';
import { buildContractIndex } from '../../../gateway/request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../../../gateway/request/network.ts';
import { openRequestScope, type RequestScope } from '../../../gateway/request/requestScope.ts';
import { createAnswerPlugin } from '../../../gateway/server/answerPlugin.ts';
import { createGateway } from '../../../gateway/server/createGateway.ts';
import type { DirectoryStore, LegRow } from '../../../gateway/store/directoryStore.ts';
import { composeNetwork } from '../../../gateway/supergraph/composeNetwork.ts';
import { NO_MISSES } from '../../support/noMisses.ts';

export interface InProcessHub {
  /** The answer, as JSON text. */
  ask(caller: Caller, query: string, variables: Readonly<Record<string, unknown>>): Promise<string>;
  stop(): Promise<void>;
}

export interface InProcessOptions {
  readonly agreements: readonly AgreementFile[];
  readonly operators: readonly NetworkOperator[];
  /** What an operator has on record of a waybill. */
  readonly findRecord: (operator: string, waybill: string) => unknown;
  readonly findLegs: (number: string) => readonly LegRow[];
  /** Sees every request that leaves for an operator. */
  readonly onRequest: (request: OperatorRequest) => void;
  readonly now: number;
  /** How many turns of the event loop something takes. */
  readonly delay: () => number;
}

/** Starts it. */
export async function startInProcessHub(options: InProcessOptions): Promise<InProcessHub> {
  const { agreements, operators, now } = options;
  const { supergraphSdl = '' } = composeNetwork({ extensions: [] });
  const contract = readAgreementContract([supergraphSdl]);
  const checked = checkAgreements(agreements, contract);
  const snapshot: NetworkSnapshot = {
    operators: new Map(operators.map((operator) => [operator.code, operator])),
    contract: buildContractIndex(supergraphSdl),
    agreements: compileTable(checked.agreements, contract),
  };
  const log = pino({ level: 'silent' });
  const { gateway } = createGateway(
    { supergraphSdl, snapshot },
    {
      store: createStore(options),
      dispatcher: { client: createClient(options), pseudonymKey: new Uint8Array(32) },
      log,
    },
  );
  const apollo = new ApolloServer<RequestScope>({ gateway, logger: log, plugins: [createAnswerPlugin()] });
  await apollo.start();
  return {
    async ask(caller, query, variables) {
      const { body } = await apollo.executeOperation(
        { query, variables: { ...variables } },
        { contextValue: openRequestScope(snapshot, caller, now) },
      );
      return JSON.stringify(body.kind === 'single' ? body.singleResult : body.initialResult);
    },
    stop: () => apollo.stop(),
  };
}

async function wait(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function createStore({ findLegs, delay }: InProcessOptions): DirectoryStore {
  return {
    cursorKey: new Uint8Array(32),
    async announce() {},
    async findByNumbers(numbers) {
      await wait(delay());
      return numbers.map(findLegs);
    },
    findOwn: async () => [],
    count: async () => 0,
    misses: NO_MISSES,
  };
}

/** Answers operations as an operator without masks would, from its records. */
function createClient({ findRecord, onRequest, delay }: InProcessOptions): OperatorClient {
  const documents = new Map<string, DocumentNode>();
  return {
    async send(request) {
      onRequest(request);
      const document = documents.get(request.query) ?? parse(request.query, { noLocation: true });
      documents.set(request.query, document);
      await wait(delay());
      const [operation] = document.definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
      const data = Object.fromEntries(
        operation.selectionSet.selections.map((field) => answerEntities(field, request, findRecord)),
      );
      return { kind: 'answered', data, errors: [] };
    },
    async close() {},
  };
}

function answerEntities(
  field: SelectionNode,
  { operator, variables }: OperatorRequest,
  findRecord: InProcessOptions['findRecord'],
): readonly [string, unknown] {
  const variable = field.kind === Kind.FIELD && field.arguments?.[0]?.value;
  if (!variable || variable.kind !== Kind.VARIABLE || !field.selectionSet) throw new Error('no entities');
  const legs = variables[variable.name.value] as readonly { readonly waybill: string }[];
  const { selectionSet, alias } = field;
  return [alias?.value ?? '', legs.map(({ waybill }) => pick(findRecord(operator, waybill), selectionSet))];
}

function pick(value: unknown, selectionSet: SelectionSetNode | undefined): unknown {
  if (value === null || value === undefined || selectionSet === undefined) return value ?? null;
  if (Array.isArray(value)) return value.map((item) => pick(item, selectionSet));
  const picked: Record<string, unknown> = {};
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      const { name, alias } = selection;
      const found = (value as Record<string, unknown>)[name.value];
      picked[alias?.value ?? name.value] = pick(found, selection.selectionSet);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      Object.assign(picked, pick(value, selection.selectionSet));
    }
  }
  return picked;
}
