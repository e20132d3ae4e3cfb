/**
 * The invented operators, in memory: each answers what it is asked from its full data, by graphql-js over its own SDL, and
 * masks by itself where its SDL says so. They trust the hub with everything: what they were asked is looked at afterwards.
 */
import {
  buildASTSchema,
  type DocumentNode,
  execute,
  type FieldNode,
  type GraphQLSchema,
  isLeafType,
  Kind,
  parse,
  validate,
} from 'graphql';
import type {
  OperatorAnswer,
  OperatorClient,
  OperatorRequest,
} from '../../gateway/dispatch/operatorClient.ts';
import { applyArguments } from './applyArguments.ts';
import { maskValue } from './masks.ts';
import type { LegModel, NetworkModel, OperatorModel } from './model.ts';

/** One request that an operator got. */
export interface RecordedRequest {
  readonly operator: OperatorModel;
  readonly document: DocumentNode;
  readonly text: string;
  readonly variables: OperatorRequest['variables'];
  readonly grant: OperatorRequest['grant'];
}

export interface MemoryOperators extends OperatorClient {
  /** Every request since the last `hold`. */
  readonly requests: RecordedRequest[];
  /** The legs that operators know from now on, and the operators that do not answer. */
  hold(legs: readonly LegModel[], failing: readonly string[]): void;
  /** The legs that operators know. */
  held(): readonly LegModel[];
}

interface RunningOperator {
  readonly model: OperatorModel;
  readonly schema: GraphQLSchema;
}

const ENTITIES = `
scalar _Any
union _Entity = %LEG%
type Query { _entities(representations: [_Any!]!): [_Entity]! }
`;

/** The address of an operator. */
export function urlOf(code: string): string {
  return `http://${code}.example/graphql`;
}

export function createMemoryOperators(network: NetworkModel): MemoryOperators {
  const running = new Map(
    network.operators.map((model) => [urlOf(model.code), { model, schema: build(model) }]),
  );
  const requests: RecordedRequest[] = [];
  const documents = new Map<string, DocumentNode>();
  let legs: readonly LegModel[] = [];
  let failing: readonly string[] = [];
  const read = (operator: RunningOperator, text: string): DocumentNode => {
    const key = `${operator.model.code} ${text}`;
    const known = documents.get(key);
    if (known !== undefined) return known;
    const document = parse(text, { noLocation: true });
    const problems = validate(operator.schema, document);
    if (problems.length > 0)
      throw new Error(`${operator.model.code} was asked nonsense: ${problems.join('; ')}\n${text}`);
    documents.set(key, document);
    return document;
  };
  return {
    requests,
    held: () => legs,
    hold(nextLegs, nextFailing) {
      requests.length = 0;
      legs = nextLegs;
      failing = nextFailing;
    },
    async send({ url, query, variables, grant }) {
      const operator = running.get(url);
      if (operator === undefined) throw new Error(`nobody is at ${url}`);
      const document = read(operator, query);
      requests.push({ operator: operator.model, document, text: query, variables, grant });
      if (failing.includes(operator.model.code)) return { kind: 'failed', failure: 'TIMEOUT' };
      return answer(operator, document, variables, legs);
    },
    async close() {},
  };
}

function build(model: OperatorModel): GraphQLSchema {
  const legType = model.role === 'courier' ? 'CourierLeg' : 'LockerLeg';
  const document = parse(`${model.sdl}\n${ENTITIES.replace('%LEG%', legType)}`, { noLocation: true });
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  for (const type of Object.values(schema.getTypeMap())) {
    // Operators say what they like: it is the hub that checks values.
    if (isLeafType(type) && !type.name.startsWith('__')) type.serialize = (value: unknown) => value as string;
  }
  return schema;
}

function answer(
  { model, schema }: RunningOperator,
  document: DocumentNode,
  variableValues: OperatorRequest['variables'],
  legs: readonly LegModel[],
): OperatorAnswer {
  const result = execute({
    schema,
    document,
    variableValues,
    typeResolver: () => (model.role === 'courier' ? 'CourierLeg' : 'LockerLeg'),
    fieldResolver(source, args, _, info) {
      if (info.parentType.name === 'Query') {
        const representations = args['representations'] as readonly Representation[];
        return representations.map((representation) => findLeg(model, representation, legs));
      }
      const value = applyArguments((source as Record<string, unknown>)[info.fieldName] ?? null, args);
      const mask = readMask(info.fieldNodes);
      const isMasked = mask !== undefined && (!model.lies || mask === 'SCRUB');
      return isMasked ? maskEach(mask, value) : value;
    },
  });
  if (result instanceof Promise) throw new Error('operators in memory wait for nothing');
  // As it would come from the wire.
  return {
    kind: 'answered',
    data: JSON.parse(JSON.stringify(result.data ?? null)),
    errors: result.errors ?? [],
  };
}

interface Representation {
  readonly __typename: string;
  readonly operator: { readonly code: string };
  readonly waybill: string;
}

function findLeg(
  model: OperatorModel,
  { operator, waybill }: Representation,
  legs: readonly LegModel[],
): unknown {
  if (operator.code !== model.code) throw new Error(`${model.code} was asked for a leg of ${operator.code}`);
  return legs.find((leg) => leg.operator === model.code && leg.waybill === waybill)?.data ?? null;
}

/** The mask that any of the field's nodes asks for. */
function readMask(nodes: readonly FieldNode[]): string | undefined {
  const masks = nodes.flatMap((node) => node.directives ?? []).filter(({ name }) => name.value === 'mask');
  const [value] = masks.flatMap((mask) => mask.arguments ?? []).map((argument) => argument.value);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

function maskEach(mask: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((one) => maskEach(mask, one));
  return maskValue(mask, value, { operator: '', platform: '', now: 0, scrubsItself: true, status: null });
}
