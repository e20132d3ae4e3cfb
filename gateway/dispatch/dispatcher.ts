/**
 * The data source of the role graphs: takes a planned fetch for many legs and asks each leg's own operator.
 * Group by operator and equal decision, rewrite, send, decide again, shape and mask, put back in order.
 * Where only the continuity floor is served, or an operator fails, last known values stand in for its answer.
 * Invariants: a leg that the directory did not list is never asked for; every entity comes back as an object with an
 * explicit null for each key; nothing is thrown and no `errors` are returned, since the gateway would pin them on the
 * wrong leg. Failures are noted in the request's scope, and so is what was withheld or masked.
 */
import type { GraphQLDataSource } from '@apollo/gateway';
import { LEG_TYPES } from '../../schema/network.ts';
import { phraseOf } from '../../schema/privacy/masks/statusPhrases.ts';
import type { LegPolicy } from '../agreements/decision.ts';
import { groupBy } from '../base/groupBy.ts';
import { readOwn } from '../base/ownRecord.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { LegNote, RequestScope } from '../request/requestScope.ts';
import { type AskedGroup, askOperator } from './askOperator.ts';
import { answerFromLastKnown } from './floor/answerFromLastKnown.ts';
import type { Keepable } from './floor/createAnswerKeeper.ts';
import { downOperator, floorOperator } from './floor/floorOperator.ts';
import { readAnsweredStatus, readKeepable } from './floor/readKeepable.ts';
import { policyAfterAnswer, policyBeforeAnswer } from './freshPolicy.ts';
import { applyMask } from './masks/applyMask.ts';
import { noteReports } from './noteReports.ts';
import type { OperatorClient } from './operatorClient.ts';
import { createRewritePlanner, type RewritePlanner } from './planRewriting.ts';
import type { EntityOperation } from './readOperation.ts';
import type { RewrittenSelection } from './rewriteSelection.ts';
import { type ShapeOptions, shapeLeg, shapeNothing } from './shapeLeg.ts';

type DispatcherSource = GraphQLDataSource<RequestScope & Record<string, unknown>>;

export interface DispatcherParts {
  readonly client: OperatorClient;
  /** 32 bytes under which pseudonyms are made. */
  readonly pseudonymKey: Uint8Array;
  /** Takes what an operator answered; left out where nothing is kept. Never throws. */
  readonly keep?: (leg: LegNote, answer: Keepable, now: number) => void;
}

/** The dispatcher for one role graph, whose entities are of `legType`. */
export function createDispatcher(legType: string, parts: DispatcherParts): DispatcherSource {
  const planner = createRewritePlanner(legType);
  return {
    async process({ request, context }) {
      const scope = context as unknown as RequestScope;
      const fetch: Fetch = {
        legType,
        operation: planner.read(request.query ?? ''),
        variables: request.variables ?? {},
        planner,
        scope,
        parts,
      };
      const representations = request.variables?.['representations'];
      const asked = (Array.isArray(representations) ? representations : []).map((representation) =>
        readAsked(representation, legType, scope),
      );
      const entities = new Array<Record<string, unknown>>(asked.length);
      const groups = groupBy(asked.keys(), (index) => groupKeyOf(asked[index]));
      await Promise.all([...groups.values()].map((indexes) => answerGroup(fetch, indexes, asked, entities)));
      return { data: { _entities: entities } };
    },
  };
}

/** A planned fetch and all that answering it needs. */
interface Fetch {
  readonly legType: string;
  readonly operation: EntityOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly planner: RewritePlanner;
  readonly scope: RequestScope;
  readonly parts: DispatcherParts;
}

/** A leg and the policy by which it is asked for. */
interface AskedLeg {
  readonly leg: LegNote;
  readonly policy: LegPolicy;
}

/** The leg that a representation names; undefined where the directory listed no such leg. */
function readAsked(representation: unknown, legType: string, scope: RequestScope): AskedLeg | undefined {
  const code = readOwn(readOwn(representation, 'operator'), 'code');
  const waybill = readOwn(representation, 'waybill');
  const leg =
    typeof code === 'string' && typeof waybill === 'string' ? scope.notes.get(code, waybill) : undefined;
  // A leg is asked for by its own role's graph only: it has other fields under the same names in the other.
  if (leg === undefined || LEG_TYPES[leg.role] !== legType) return undefined;
  const operator = scope.network.operators.get(leg.operator);
  return { leg, policy: policyBeforeAnswer(leg, operator, legType, scope) };
}

/** Legs of one key are asked in one group. */
function groupKeyOf(asked: AskedLeg | undefined): string {
  return asked === undefined ? '' : `${asked.leg.operator} ${asked.policy.fingerprint}`;
}

async function answerGroup(
  fetch: Fetch,
  indexes: readonly number[],
  asked: readonly (AskedLeg | undefined)[],
  entities: Record<string, unknown>[],
): Promise<void> {
  const { operation, planner, scope } = fetch;
  const policy = asked[indexes[0] ?? -1]?.policy;
  // A leg that is named often, by its events say, is asked for once.
  const legs = [...new Set(indexes.flatMap((index) => asked[index]?.leg ?? []))];
  const operator = scope.network.operators.get(legs[0]?.operator ?? '');
  const isOnFloor = policy?.floor !== undefined;
  const rewritten = isOnFloor
    ? rewriteFor(fetch, operator && floorOperator(operator, scope.network.contract), policy)
    : planner.rewrite(operation, operator, policy, scope.network);
  const answers = isOnFloor ? [] : await ask(operator, rewritten, legs, fetch);
  const legAnswers = new Map<LegNote, LegAnswer>();
  for (const [position, leg] of legs.entries()) {
    const answer = answers[position] ?? null;
    const question = { leg, policy, operator, rewritten };
    legAnswers.set(
      leg,
      answer === null ? answerWithout(question, fetch) : answerWith(question, answer, fetch),
    );
  }
  noteReports(legAnswers, fetch.scope);
  for (const index of indexes) {
    const leg = asked[index]?.leg;
    const found = leg === undefined ? undefined : legAnswers.get(leg);
    entities[index] =
      leg === undefined || found === undefined || found.answer === null
        ? shapeNothing(rewritten.shape)
        : shapeAnswer(leg, found, fetch);
  }
}

/** What is answered for a leg, null for nothing, and what of it may be shown. */
export interface LegAnswer {
  readonly answer: unknown;
  readonly rewritten: RewrittenSelection;
  /** What the operator was asked in vain, where last known values stand in for its answer. */
  readonly inVain?: RewrittenSelection;
}

/** A leg as it was asked for. */
interface Question {
  readonly leg: LegNote;
  readonly policy: LegPolicy | undefined;
  readonly operator: NetworkOperator | undefined;
  readonly rewritten: RewrittenSelection;
}

/** The operator's answer, decided again on the status that it brought. */
function answerWith(
  { leg, policy, operator, rewritten }: Question,
  answer: unknown,
  { operation, planner, scope, legType, parts }: Fetch,
): LegAnswer {
  if (policy === undefined) return { answer, rewritten };
  const decided = policyAfterAnswer(leg, policy, answer, legType, scope);
  const isSame = decided.fingerprint === policy.fingerprint;
  const final = isSame ? rewritten : planner.rewrite(operation, operator, decided, scope.network);
  if (parts.keep !== undefined) {
    const { agreements, contract } = scope.network;
    const floor = agreements.readFloor(decided, leg, scope.now);
    const values = floor?.isVisible ? readKeepable(final, legType, answer, { contract, floor }) : undefined;
    const status = readAnsweredStatus(rewritten, legType, answer, contract);
    parts.keep(leg, { values, status }, scope.now);
  }
  return { answer, rewritten: final };
}

/** Where no operator answered: last known values, if the leg is on the continuity floor or its operator failed. */
function answerWithout({ leg, policy, operator, rewritten }: Question, fetch: Fetch): LegAnswer {
  const { scope } = fetch;
  if (policy?.floor !== undefined) {
    const answer = answerFromLastKnown(leg.lastKnown, rewritten);
    if (answer !== null) scope.lastKnown.set(leg, policy.floor.code);
    return { answer, rewritten };
  }
  const isFailure = policy !== undefined && scope.failures.hasNoAnswer(leg);
  const floor = isFailure ? scope.network.agreements.readFloor(policy, leg, scope.now) : null;
  if (!floor?.isVisible) return { answer: null, rewritten };
  const onFloor = rewriteFor(fetch, operator && downOperator(operator), floor);
  const answer = answerFromLastKnown(leg.lastKnown, onFloor);
  if (answer === null) return { answer, rewritten };
  scope.lastKnown.set(leg, 'OPERATOR_UNAVAILABLE');
  return { answer, rewritten: onFloor, inVain: rewritten };
}

function rewriteFor(
  { operation, planner, scope }: Fetch,
  standIn: NetworkOperator | undefined,
  policy: LegPolicy,
): RewrittenSelection {
  return planner.rewrite(operation, standIn, policy, scope.network);
}

async function ask(
  operator: NetworkOperator | undefined,
  rewritten: RewrittenSelection,
  legs: readonly LegNote[],
  { operation, variables, scope, parts }: Fetch,
): Promise<readonly unknown[]> {
  // A group with nothing granted costs no request.
  if (operator === undefined || rewritten.text === null) return [];
  const group: AskedGroup = {
    text: rewritten.text,
    legs,
    variables: rewritten.variableNames.map((name) => ({
      name,
      definition: operation.variables.get(name) ?? '',
      value: variables[name],
    })),
  };
  return askOperator(operator, group, scope, parts.client);
}

function shapeAnswer(
  leg: LegNote,
  { answer, rewritten }: LegAnswer,
  { scope, parts }: Fetch,
): Record<string, unknown> {
  const { caller, now, notes, failures } = scope;
  const onFault = () => failures.add('BAD_VALUE', leg.operator, [leg]);
  const options: ShapeOptions = {
    isListed: (code, waybill) => notes.get(code, waybill) !== undefined,
    mask: ({ name, at }, value) =>
      applyMask(name, value, at, {
        operator: leg.operator,
        platform: caller.platform,
        now,
        pseudonymKey: parts.pseudonymKey,
      }),
    phraseOf,
    onFault,
  };
  if (typeof answer !== 'object' || Array.isArray(answer)) onFault();
  return shapeLeg(rewritten.shape, answer, options);
}
