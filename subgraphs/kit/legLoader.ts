/**
 * Turns an operator's batched function into one leg per waybill for the length of one request. Invariant: the function
 * is called once per request however many entities are asked for, and a leg answers only for its own waybill.
 */
import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { CourierLeg, LockerLeg } from './contract.ts';
import type { Grant } from './verify/grant.ts';

/** Either role's leg. */
export type SuppliedLeg = CourierLeg | LockerLeg;

/** What the batched function answers for one waybill; `undefined` is taken for null, as `Map.get` gives it. */
export type LegAnswer = SuppliedLeg | Error | null | undefined;

/** What an operator's code may know of a request. */
export interface LegsRequest {
  /** For whom and why the hub asks, as it has signed; null where the operator answers requests that nobody signed. */
  readonly grant: Grant | null;
}

/** An operator's batched function: one element per waybill, in their order. */
export type LegsFunction = (
  waybills: readonly string[],
  request: LegsRequest,
) => Promise<readonly LegAnswer[]>;

/** The legs of one request; each waybill is asked for once. */
export type LegLoader = DataLoader<string, SuppliedLeg | null>;

/** A loader for one request. An `Error` element fails its own entity; a wrong length fails every entity, and says why. */
export function createLegLoader(code: string, legs: LegsFunction, grant: Grant | null): LegLoader {
  return new DataLoader(async (waybills) => {
    // Invariant: what the hub may ask in order to join the network gives it nobody's parcel.
    if (grant?.use === 'sdl') throw notGranted();
    const answers: unknown = await legs(waybills, { grant });
    if (!Array.isArray(answers) || answers.length !== waybills.length) {
      const found = Array.isArray(answers) ? `${answers.length} elements` : `no array but ${typeof answers}`;
      throw fault(
        `\`legs\` of operator \`${code}\` answered ${found} for ${waybills.length} waybills: ` +
          'it must answer one element per waybill, in their order, null where there is no leg',
      );
    }
    return answers.map((answer: unknown, place) => checkAnswer(code, answer, waybills[place]));
  });
}

function checkAnswer(code: string, answer: unknown, waybill: string | undefined): SuppliedLeg | Error | null {
  if (answer === null || answer === undefined) return null;
  if (answer instanceof Error) return answer;
  if (!isLeg(answer)) return fault(`\`legs\` of operator \`${code}\` answered something that is no leg`);
  // Invariant: answers in the wrong order never show one parcel's data under another's number.
  if (answer.waybill === waybill) return answer;
  return fault(`\`legs\` of operator \`${code}\` answered a leg at the place of another waybill`);
}

function isLeg(answer: unknown): answer is SuppliedLeg {
  return typeof answer === 'object' && answer !== null && 'waybill' in answer;
}

function notGranted(): GraphQLError {
  return new GraphQLError('the grant of this request is for the SDL alone', {
    extensions: { code: 'GRANT_INVALID' },
  });
}

/** A mistake of the operator's code; the message names it and holds no values, so it may travel. */
function fault(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OPERATOR_FAULT' } });
}
