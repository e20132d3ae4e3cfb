/** What the hub and the thread of the embedded database say to each other. */

/** What the thread is started with. */
export interface ThreadData {
  /** In memory without one. */
  readonly directory: string | undefined;
  /** A database to copy where there is none yet; one is made where this is null. */
  readonly template: string | null;
}

/** A statement sent to the thread; `sql` null closes the database. */
export interface StatementMessage {
  readonly id: number;
  readonly sql: string | null;
  readonly parameters: readonly unknown[];
}

/** The answer to a statement. */
export type AnswerMessage =
  | { readonly id: number; readonly rows: unknown[]; readonly affectedRows: number }
  | { readonly id: number; readonly error: { readonly message: string; readonly code?: string } };
