/** The operators of all cases, and in what they differ. Five of them, so that each difference has a neighbour without it. */
import type { Role } from '../../../schema/network.ts';

export interface CaseOperator {
  readonly code: string;
  readonly role: Role;
  /** Whether it masks by itself, as the kit does. */
  readonly masks: boolean;
  /** What of the contract it does not implement. */
  readonly omit?: readonly string[];
  /** Fields of its own. */
  readonly extension?: string;
}

export const CASE_OPERATORS: readonly CaseOperator[] = [
  {
    code: 'sf-express',
    role: 'courier',
    masks: true,
    extension: `
      extend type CourierLeg {
        "How the parcel was kept cold."
        sfExpress_coldChain: SfExpress_ColdChain @operational
      }
      "How a parcel was kept cold."
      type SfExpress_ColdChain {
        "The highest temperature, in degrees Celsius."
        maxCelsius: Float @operational
        "Who read the thermometer."
        readBy: String @personal(category: IDENTITY, subject: COURIER)
      }`,
  },
  {
    code: 'zto',
    role: 'courier',
    masks: false,
    omit: ['CourierLeg.goods', 'CourierLeg.events(last:)'],
  },
  // Says nothing of a leg's status, so nothing can rest on it.
  { code: 'china-post', role: 'courier', masks: true, omit: ['CourierLeg.status'] },
  { code: 'hive-box', role: 'locker', masks: true },
  { code: 'inpost', role: 'locker', masks: false },
];

export const OPERATOR_ROLES: ReadonlyMap<string, Role> = new Map(
  CASE_OPERATORS.map(({ code, role }) => [code, role]),
);
