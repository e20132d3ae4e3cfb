/** Why an announced leg is not taken. It is thrown within one reading and caught at its end: nobody else sees it. */

export type LegFailureCode = 'MISSING' | 'BAD_VALUE' | 'BAD_TIME' | 'UNKNOWN_PLATFORM' | 'UNKNOWN_MEMBER';

export class LegFault extends Error {
  readonly code: LegFailureCode;

  constructor(code: LegFailureCode, message: string) {
    super(message);
    this.code = code;
  }
}
