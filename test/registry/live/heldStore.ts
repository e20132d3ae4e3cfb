/** A store whose statements a test can hold back, as a slow network does: before they are carried out, or their answers after. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Store } from '../../../gateway/store/openStore.ts';
import type { StoreTables } from '../../../gateway/store/tables.ts';

export interface HeldStatement {
  /** Resolves when the statement has come to where it is held. */
  readonly arrived: Promise<void>;
  letGo(): void;
}

export interface HeldStore {
  readonly store: Store;
  /** Holds the next statement that the pattern matches. */
  hold(pattern: RegExp, where: 'request' | 'answer'): HeldStatement;
}

/** Statements go to `store`, each by itself: there are no transactions. */
export function holdStatements(store: Store): HeldStore {
  const gates: { pattern: RegExp; where: 'request' | 'answer'; arrive(): void; open: Promise<void> }[] = [];
  const pass = async (statement: string, where: 'request' | 'answer'): Promise<void> => {
    const index = gates.findIndex((gate) => gate.where === where && gate.pattern.test(statement));
    const [gate] = index < 0 ? [] : gates.splice(index, 1);
    gate?.arrive();
    await gate?.open;
  };
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery) {
      await pass(query.sql, 'request');
      const result = await store.executeQuery<Row>(query);
      await pass(query.sql, 'answer');
      return result;
    },
    // biome-ignore lint/correctness/useYield: Kysely's interface wants it
    async *streamQuery() {
      throw new Error('nothing is streamed');
    },
  };
  const refuse = async () => {
    throw new Error('there are no transactions here');
  };
  const held = new Kysely<StoreTables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        beginTransaction: refuse,
        commitTransaction: refuse,
        rollbackTransaction: refuse,
        releaseConnection: async () => {},
        destroy: async () => {},
      }),
    },
  });
  return {
    store: held,
    hold(pattern, where) {
      let arrive = () => {};
      let letGo = () => {};
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const open = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      gates.push({ pattern, where, arrive, open });
      return { arrived, letGo };
    },
  };
}
