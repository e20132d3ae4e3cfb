/**
 * Builds the executable schema of an operator: the SDL with the resolvers that every operator shares. Invariant: a
 * representation that is malformed or names another operator answers null and never reaches the operator's code.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLResolveInfo, type GraphQLSchema, parse } from 'graphql';
import type { CourierLeg, LockerLeg } from './contract.ts';
import type { LegLoader } from './legLoader.ts';
import { maskAtSource } from './maskAtSource.ts';
import { newestEvents } from './newestEvents.ts';
import { createSecretReader } from './readSecrets.ts';
import { noteLegs } from './requestLegs.ts';
import { serializeDateTime } from './serializeDateTime.ts';
import type { Grant } from './verify/grant.ts';

/** What one request carries through execution. */
export interface OperatorContext {
  readonly legs: LegLoader;
  /** For whom and why the hub asks, as it has signed; null where the operator answers requests that nobody signed. */
  readonly grant: Grant | null;
  /** Filled in while the request runs, for its line in the log. */
  readonly note: RequestNote;
}

/** What the log says about a request: numbers and names, never values. */
export interface RequestNote {
  operation: string | null;
  entities: number;
  errors: number;
}

const LONGEST_WAYBILL = 128;

/** The schema that answers for the operator `code` with legs of type `legType`. */
export function buildOperatorSchema(sdl: string, code: string, legType: string): GraphQLSchema {
  const operator = Object.freeze({ code });
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(sdl),
      resolvers: {
        Query: {
          // Replaces the resolver of `@apollo/subgraph`, which writes `__typename` into the objects of the operator and
          // fails the whole field for one malformed representation.
          _entities: async (
            _: unknown,
            { representations }: { readonly representations: readonly unknown[] },
            context: OperatorContext,
            info: GraphQLResolveInfo,
          ) => {
            const read = (value: unknown) => readWaybill(value, code, legType);
            const legs = await loadEntities(representations, context, read);
            noteLegs(context, info, legs);
            return legs;
          },
        },
        // The operator answers for one type only, so an entity needs no `__typename` of its own.
        _Entity: { __resolveType: () => legType },
        [legType]: {
          operator: () => operator,
          events: (leg: CourierLeg | LockerLeg, { last }: { readonly last?: number | null }) =>
            Array.isArray(leg.events) ? newestEvents(leg.events, last) : leg.events,
        },
        DateTime: { serialize: serializeDateTime },
      },
    },
  ]);
  if (schema.getDirective('mask')) maskAtSource(schema, createSecretReader(sdl, legType));
  return schema;
}

/** The entities in the order of their representations; an `Error` among them fails that entity alone. */
async function loadEntities(
  representations: readonly unknown[],
  { legs, note }: OperatorContext,
  read: (representation: unknown) => string | null,
): Promise<readonly unknown[]> {
  note.entities += representations.length;
  return await Promise.all(
    representations.map((representation) => {
      const waybill = read(representation);
      return waybill === null ? null : legs.load(waybill).catch((error: unknown) => error);
    }),
  );
}

/** The waybill of a representation, `{ __typename, operator: { code }, waybill }`; null when it is not this operator's. */
function readWaybill(representation: unknown, code: string, legType: string): string | null {
  if (!isRecord(representation) || representation['__typename'] !== legType) return null;
  const { operator, waybill } = representation;
  if (!isRecord(operator) || operator['code'] !== code) return null;
  return typeof waybill === 'string' && waybill !== '' && waybill.length <= LONGEST_WAYBILL ? waybill : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
