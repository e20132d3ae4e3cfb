/**
 * The data source of the role graphs: takes a planned fetch for many legs and asks each leg's own operator.
 * Group by operator and equal decision, rewrite, send, shape, put back in order.
 * Invariants: a leg that the directory did not list is never asked for; every entity comes back as an object with an
 * explicit null for each key; nothing is thrown and no `errors` are returned, since the gateway would pin them on the
 * wrong leg. Failures are noted in the request's scope.
 */
import type { GraphQLDataSource } from '@apollo/gateway';
import { LRUCache } from 'lru-cache';
import { groupBy } from '../base/groupBy.ts';
import { readOwn } from '../base/ownRecord.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { LegNote, RequestScope } from '../request/requestScope.ts';
import { type AskedGroup, askOperator } from './askOperator.ts';
import type { OperatorClient } from './operatorClient.ts';
import { type EntityOperation, readOperation } from './readOperation.ts';
import { type RewrittenSelection, rewriteSelection } from './rewriteSelection.ts';
import { shapeLeg, shapeNothing } from './shapeLeg.ts';

/** How many planned fetches, and how many rewritings of each, are kept. */
const MAX_OPERATIONS = 1_000;
const MAX_REWRITINGS = 5_000;
/** And how long all of them together, in characters: what is made of a text weighs some ten times as much. */
const MAX_CHARACTERS = 4_000_000;

type DispatcherSource = GraphQLDataSource<RequestScope & Record<string, unknown>>;

/** The dispatcher for one role graph, whose entities are of `legType`. */
export function createDispatcher(legType: string, client: OperatorClient): DispatcherSource {
  const plan = createPlanner(legType);
  return {
    async process({ request, context }) {
      const scope = context as unknown as RequestScope;
      const operation = plan.read(request.query ?? '');
      const representations = request.variables?.['representations'];
      const notes = (Array.isArray(representations) ? representations : []).map((representation) =>
        findNote(representation, scope),
      );
      const entities = new Array<Record<string, unknown>>(notes.length);
      const groups = groupBy(notes.keys(), (index) => groupKeyOf(notes[index]));
      await Promise.all(
        [...groups.values()].map((indexes) => {
          const group = { operation, request, indexes, notes };
          return answerGroup(group, scope, client, plan, entities);
        }),
      );
      return { data: { _entities: entities } };
    },
  };
}

/** The note of the leg that a representation names; undefined where the directory listed no such leg. */
function findNote(representation: unknown, scope: RequestScope): LegNote | undefined {
  const code = readOwn(readOwn(representation, 'operator'), 'code');
  const waybill = readOwn(representation, 'waybill');
  return typeof code === 'string' && typeof waybill === 'string' ? scope.notes.get(code, waybill) : undefined;
}

/** Legs of one key are asked in one group. */
function groupKeyOf(note: LegNote | undefined): string {
  return note === undefined ? '' : `${note.operator} ${note.policy.fingerprint}`;
}

interface Group {
  readonly operation: EntityOperation;
  readonly request: { readonly variables?: Readonly<Record<string, unknown>> | undefined };
  readonly indexes: readonly number[];
  readonly notes: readonly (LegNote | undefined)[];
}

async function answerGroup(
  { operation, request, indexes, notes }: Group,
  scope: RequestScope,
  client: OperatorClient,
  plan: Planner,
  entities: Record<string, unknown>[],
): Promise<void> {
  // A leg that is named often, by its events say, is asked for once.
  const legs = [...new Set(indexes.flatMap((index) => notes[index] ?? []))];
  const operator = scope.network.operators.get(legs[0]?.operator ?? '');
  const rewritten = plan.rewrite(operation, operator, legs[0], scope);
  const answers = await ask(rewritten, legs, operator, { operation, request, scope, client });
  const isListed = (code: string, waybill: string) => scope.notes.get(code, waybill) !== undefined;
  const positions = new Map(legs.map((leg, position) => [leg, position]));
  for (const index of indexes) {
    const leg = notes[index];
    const answer = leg === undefined ? null : answers[positions.get(leg) ?? -1];
    if (leg === undefined || answer === null || answer === undefined) {
      entities[index] = shapeNothing(rewritten.shape);
      continue;
    }
    const onFault = () => scope.failures.add('BAD_VALUE', leg.operator, [leg]);
    if (typeof answer !== 'object' || Array.isArray(answer)) onFault();
    entities[index] = shapeLeg(rewritten.shape, answer, { isListed, onFault });
  }
}

interface AskOptions extends Pick<Group, 'operation' | 'request'> {
  readonly scope: RequestScope;
  readonly client: OperatorClient;
}

async function ask(
  rewritten: RewrittenSelection,
  legs: readonly LegNote[],
  operator: NetworkOperator | undefined,
  { operation, request, scope, client }: AskOptions,
): Promise<readonly unknown[]> {
  // A group with nothing granted costs no request.
  if (operator === undefined || rewritten.text === null) return [];
  const group: AskedGroup = {
    text: rewritten.text,
    legs,
    variables: rewritten.variableNames.map((name) => ({
      name,
      definition: operation.variables.get(name) ?? '',
      value: request.variables?.[name],
    })),
  };
  return askOperator(operator, group, scope, client);
}

interface Planner {
  read(query: string): EntityOperation;
  rewrite(
    operation: EntityOperation,
    operator: NetworkOperator | undefined,
    leg: LegNote | undefined,
    scope: RequestScope,
  ): RewrittenSelection;
}

/** Reading and rewriting, each done once per operation and decision: a warm request does neither. */
function createPlanner(legType: string): Planner {
  const operations = new LRUCache<string, EntityOperation>({
    max: MAX_OPERATIONS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, query) => query.length + 1,
  });
  // Keyed by identity of the operation, the capabilities and the contract, then by the decision's fingerprint.
  const rewritings = new LRUCache<string, RewrittenSelection>({
    max: MAX_REWRITINGS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ text, shape }) => (text?.length ?? 0) + shape.keys.length + 100,
  });
  const identities = new WeakMap<object, number>();
  let nextIdentity = 0;
  const identityOf = (object: object): number => {
    const known = identities.get(object);
    if (known !== undefined) return known;
    identities.set(object, nextIdentity);
    return nextIdentity++;
  };
  return {
    read(query) {
      const known = operations.get(query);
      if (known !== undefined) return known;
      const operation = readOperation(query);
      operations.set(query, operation);
      return operation;
    },
    rewrite(operation, operator, leg, { network }) {
      const capabilities = operator?.capabilities;
      const identity = [operation, network.contract, capabilities ?? network].map(identityOf).join(' ');
      const key = `${identity} ${leg === undefined ? '-' : `+${leg.policy.fingerprint}`}`;
      const known = rewritings.get(key);
      if (known !== undefined) return known;
      const rewritten = rewriteSelection(
        operation.selections,
        legType,
        network.contract,
        (coordinate, argumentNames) => {
          const implemented = capabilities?.fields.get(coordinate);
          return (
            implemented !== undefined &&
            argumentNames.every((name) => implemented.has(name)) &&
            leg?.policy.decide(coordinate).kind === 'disclose'
          );
        },
      );
      rewritings.set(key, rewritten);
      return rewritten;
    },
  };
}
