/**
 * What an operator's author writes: a code, a role and one batched function. Invariant: a definition that exists has a
 * schema that builds; every mistake in it is reported when the program starts, none at a request.
 */
import type { GraphQLSchema } from 'graphql';
import { LEG_TYPES, type Role } from '../../schema/network.ts';
import type { CourierLeg, LockerLeg } from './contract.ts';
import type { LegsFunction, LegsRequest } from './legLoader.ts';
import { buildOperatorSchema } from './operatorSchema.ts';
import { operatorSdl } from './operatorSdl.ts';

/** A leg, or a leg with fields of the operator's extension, whose names all hold an underscore. */
type Extended<Leg> = Leg | (Leg & { readonly [field: `${string}_${string}`]: unknown });

/**
 * Finds the legs of waybills, in one go: one element per waybill, in their order; null where there is no leg, an `Error`
 * where this one cannot be read. A rejected promise fails all of them. Waybills differ from each other. The request says
 * for whom and why the hub asks.
 */
type FindLegs<Leg> = (
  waybills: readonly string[],
  request: LegsRequest,
) => Promise<readonly (Extended<Leg> | Error | null | undefined)[]>;

interface CommonOptions {
  /** The operator's code on the network: words joined by hyphens, as `sf-express`. */
  readonly code: string;
  /** Name for people, in messages; the code when left out. */
  readonly name?: string;
  /** What of the contract the operator does not implement: `CourierLeg.goods`, `CourierLeg.events(last:)`. */
  readonly omit?: readonly string[];
  /** SDL that adds fields and types under the operator's prefix: `extend type CourierLeg { sfExpress_x: Int @operational }`. */
  readonly extension?: string;
  /**
   * False to leave masking to the hub, which then gets names and numbers as they are and masks them, and shows the plain
   * phrase of a status in place of free text. Left out, the kit masks before anything leaves the operator.
   */
  readonly masks?: boolean;
}

/** What an author supplies: a courier answers courier legs, a locker operator locker legs. */
export type OperatorOptions =
  | (CommonOptions & { readonly role: 'courier'; readonly legs: FindLegs<CourierLeg> })
  | (CommonOptions & { readonly role: 'locker'; readonly legs: FindLegs<LockerLeg> });

/** An operator, ready to start. */
export interface Operator {
  readonly code: string;
  readonly name: string;
  readonly role: Role;
  /** The SDL to publish to the hub: the same that `_service` answers, up to layout. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly legs: LegsFunction;
}

/** The network's rule for codes; the hub refuses any other when an operator publishes. */
const OPERATOR_CODE = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const LONGEST_CODE = 40;

/** Checks the options and builds the operator's schema. Throws an `Error` that names every mistake in them. */
export function defineOperator(options: OperatorOptions): Operator {
  const { code, name = code, role, legs } = options;
  if (code.length > LONGEST_CODE || !OPERATOR_CODE.test(code)) {
    throw new Error(
      "an operator's code is words of lower case letters and digits, joined by hyphens, each beginning with a letter, " +
        `${LONGEST_CODE} characters at most: not \`${code}\``,
    );
  }
  const sdl = operatorSdl(options);
  return { code, name, role, sdl, schema: buildOperatorSchema(sdl, code, LEG_TYPES[role]), legs };
}
