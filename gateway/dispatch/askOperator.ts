/**
 * One HTTP request per operator: the groups that one client request asks of an operator at the same time, from the
 * same or from sibling fetches, travel together as aliased `_entities` fields.
 * Invariant: the batch belongs to one client request; no two callers ever share one.
 */
import DataLoader from 'dataloader';
import { ownRecord, readOwn } from '../base/ownRecord.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { LegNote, RequestScope } from '../request/requestScope.ts';
import { noteSentRequest } from '../request/sentRequests.ts';
import type { OperatorClient } from './operatorClient.ts';

/** Legs of one operator that are all asked the same. */
export interface AskedGroup {
  /** The selection set, `{ ... }`. */
  readonly text: string;
  readonly legs: readonly LegNote[];
  readonly variables: readonly AskedVariable[];
}

export interface AskedVariable {
  readonly name: string;
  /** As text: `$last: Int`. */
  readonly definition: string;
  /** Undefined where the client gave none. */
  readonly value: unknown;
}

/** What the operator said of each leg of the group, in order; null or missing where it said nothing. Never throws. */
export async function askOperator(
  operator: NetworkOperator,
  group: AskedGroup,
  scope: RequestScope,
  client: OperatorClient,
): Promise<readonly unknown[]> {
  let batches = scope.attachments.get(client) as Batches | undefined;
  if (batches === undefined) {
    batches = new Map();
    scope.attachments.set(client, batches);
  }
  let batch = batches.get(operator.code);
  if (batch === undefined) {
    batch = new DataLoader((groups) => sendGroups(operator, groups, scope, client), { cache: false });
    batches.set(operator.code, batch);
  }
  return batch.load(group);
}

type Batches = Map<string, DataLoader<AskedGroup, readonly unknown[]>>;

async function sendGroups(
  operator: NetworkOperator,
  groups: readonly AskedGroup[],
  scope: RequestScope,
  client: OperatorClient,
): Promise<readonly (readonly unknown[])[]> {
  const { platform, purpose } = scope.caller;
  // A pair has one agreement in force at a time, so all groups of a batch have the same.
  const agreement = groups[0]?.legs[0]?.policy.agreement ?? null;
  const written = writeRequest(operator, groups);
  const sentAt = performance.now();
  const answer = await client.send({
    url: operator.url,
    operator: operator.code,
    grant: { platform, purpose, agreement },
    ...written,
  });
  noteSentRequest(scope, {
    operator: operator.code,
    ...written,
    legs: groups.reduce((sum, { legs }) => sum + legs.length, 0),
    ms: performance.now() - sentAt,
    outcome: answer.kind === 'failed' ? answer.failure : 'ANSWERED',
  });
  if (answer.kind === 'failed') {
    scope.failures.add(
      answer.failure,
      operator.code,
      groups.flatMap((group) => group.legs),
    );
    return groups.map(() => []);
  }
  noteErrors(answer.errors, operator, groups, scope);
  return groups.map((group, index) => {
    const entities = readOwn(answer.data, aliasOf(index));
    if (Array.isArray(entities) && entities.length === group.legs.length) return entities;
    scope.failures.add('BAD_RESPONSE', operator.code, group.legs);
    return [];
  });
}

function aliasOf(index: number): string {
  return `g${index}`;
}

/** The text is the same for the same groups, so an operator's own cache of parsed documents works. */
function writeRequest(
  operator: NetworkOperator,
  groups: readonly AskedGroup[],
): { query: string; variables: Record<string, unknown> } {
  const definitions = new Map<string, string>();
  const variables = ownRecord();
  for (const { name, definition, value } of groups.flatMap((group) => group.variables)) {
    definitions.set(name, definition);
    if (value !== undefined) variables[name] = value;
  }
  // Invariant: representations are set last, so a client's variable of the same name cannot smuggle in another leg.
  const typename = operator.role === 'courier' ? 'CourierLeg' : 'LockerLeg';
  const fields = groups.map((group, index) => {
    const representations = `hub__r${index}`;
    definitions.set(representations, `$${representations}: [_Any!]!`);
    variables[representations] = group.legs.map(({ waybill }) => ({
      __typename: typename,
      operator: { code: operator.code },
      waybill,
    }));
    return `${aliasOf(index)}: _entities(representations: $${representations}) ${group.text}`;
  });
  const query = `query TrackingHub(${[...definitions.values()].join(', ')}) {\n${fields.join('\n')}\n}`;
  return { query, variables };
}

/** How many of an operator's errors are read; the rest can only say the same of the same legs. */
const MAX_ERRORS = 1_000;

/** Notes the legs that an operator's errors point at; an error that points nowhere concerns every leg. */
function noteErrors(
  errors: readonly unknown[],
  operator: NetworkOperator,
  groups: readonly AskedGroup[],
  scope: RequestScope,
): void {
  const concerned = new Set<LegNote>();
  for (const error of errors.slice(0, MAX_ERRORS)) {
    const path = readOwn(error, 'path');
    const [alias, position] = Array.isArray(path) ? path : [];
    const group = groups.find((_, index) => aliasOf(index) === alias);
    const leg = typeof position === 'number' ? group?.legs[position] : undefined;
    if (leg !== undefined) {
      concerned.add(leg);
      continue;
    }
    for (const each of groups.flatMap(({ legs }) => legs)) concerned.add(each);
    break;
  }
  if (concerned.size > 0) scope.failures.add('ERROR', operator.code, [...concerned]);
}
