/** What a request to an operator is for, and how it is signed: the seam between who sends requests and who has the keys. */

/** The agreement under which something is asked of an operator. */
export interface AgreementReference {
  readonly id: string;
  readonly version: number;
}

/** What a request is for: to read the operator's SDL, or to answer a caller. */
export type GrantSubject =
  | 'sdl'
  | {
      readonly platform: string;
      readonly purpose: string;
      /** Null where no agreement decided. */
      readonly agreement: AgreementReference | null;
    };

/** A request as it will be sent. */
export interface UnsignedRequest {
  /** The operator's code: whom the grant is made out to. */
  readonly operator: string;
  readonly grant: GrantSubject;
  readonly method: 'POST';
  /** Path and query, as they stand in the request line: `/graphql`. */
  readonly target: string;
  readonly body: string;
}

/** The headers that carry a request's grant and signature. */
export type SignRequest = (request: UnsignedRequest) => Promise<Readonly<Record<string, string>>>;
