/**
 * Turns an operator's batched function into one leg per waybill for the length of one request. Invariant: the function
 * is called once per request however many entities are asked for, and a leg answers only for its own waybill.
 */
import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { CourierLeg, LockerLeg } from './contract.ts';

/** Either role's leg. */
export type SuppliedLeg = CourierLeg | LockerLeg;

/** What the batched function answers for one waybill; `undefined` is taken for null, as `Map.get` gives it. */
export type LegAnswer = SuppliedLeg | Error | null | undefined;

/** An operator's batched function: one element per waybill, in their order. */
export type LegsFunction = (waybills: readonly string[]) => Promise<readonly LegAnswer[]>;

/** The legs of one request; each waybill is asked for once. */
export type LegLoader = DataLoader<string, SuppliedLeg | null>;

/** A loader for one request. An `Error` element fails its own entity; a wrong length fails every entity, and says why. */
export function createLegLoader(code: string, legs: LegsFunction): LegLoader {
  return new DataLoader(async (waybills) => {
    const answers: unknown = await legs(waybills);
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

/** A mistake of the operator's code; the message names it and holds no values, so it may travel. */
function fault(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OPERATOR_FAULT' } });
}
