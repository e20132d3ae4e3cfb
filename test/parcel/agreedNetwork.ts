/** A network whose agreements are real ones, written in their language, over a directory in memory: nothing is sent. */
import { execute, type GraphQLSchema, parse } from 'graphql';
import { readAgreementContract } from '../../gateway/agreements/agreementContract.ts';
import { checkAgreements } from '../../gateway/agreements/read/checkAgreements.ts';
import { compileTable } from '../../gateway/agreements/table/compileTable.ts';
import type { NetworkOperator, NetworkSnapshot } from '../../gateway/request/network.ts';
import { openRequestScope, type RequestScope } from '../../gateway/request/requestScope.ts';
import { roleSdl } from '../../schema/network.ts';
import { contract, testOperator } from '../support/testNetwork.ts';

const SDLS = [roleSdl('courier'), roleSdl('locker')];

/** 1 June 2017, noon in Beijing. */
export const NOON = Date.parse('2017-06-01T12:00:00+08:00');
export const DAY_MS = 24 * 60 * 60 * 1000;

export interface AgreementText {
  readonly operator: string;
  readonly platform?: string;
  readonly purposes?: string;
  /** Further terms, as `missesPerDay: 3`. */
  readonly terms?: string;
  /** The types that are restated. */
  readonly types: string;
}

/** The text of an agreement in force in 2017. */
export function agreementText({ operator, platform, purposes, terms, types }: AgreementText): string {
  return `
    extend schema
      @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
      @agreement(
        operator: "${operator}", platform: "${platform ?? 'cainiao'}", purposes: [${purposes ?? 'ORDER_STATUS'}]
        from: "2017-01-01T00:00:00Z", until: "2018-01-01T00:00:00Z" ${terms ?? ''}
      )
    ${types}`;
}

/** Throws where an agreement has an error: then the test would be about nothing. */
export function agreedNetwork(
  operators: readonly NetworkOperator[],
  agreements: readonly AgreementText[],
): NetworkSnapshot {
  const agreementContract = readAgreementContract(SDLS);
  const files = agreements.map((agreement) => ({
    file: `${agreement.operator}--${agreement.platform ?? 'cainiao'}.graphql`,
    text: agreementText(agreement),
  }));
  const checked = checkAgreements(files, agreementContract);
  const errors = checked.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return {
    operators: new Map(operators.map((operator) => [operator.code, operator])),
    contract,
    agreements: compileTable(checked.agreements, agreementContract),
  };
}

/** An operator whose numbers are its prefix and digits. */
export function numberedOperator(
  code: string,
  prefix: string,
  role: 'courier' | 'locker' = 'courier',
): NetworkOperator {
  return { ...testOperator(code, role), numberPatterns: [{ format: code, pattern: `${prefix}\\d+` }] };
}

/** A request. */
export function openRequest(
  network: NetworkSnapshot,
  { platform = 'cainiao', purpose = 'ORDER_STATUS', now = NOON } = {},
): RequestScope {
  return openRequestScope(network, { platform, purpose }, now);
}

/** What a graph of the hub's own answers; its errors are thrown. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
export async function ask(schema: GraphQLSchema, query: string, scope: RequestScope): Promise<any> {
  const { data, errors } = await execute({ schema, document: parse(query), contextValue: scope });
  if (errors !== undefined) throw errors[0];
  return JSON.parse(JSON.stringify(data));
}
