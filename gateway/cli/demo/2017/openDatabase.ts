/** A database of the story's own on the server of DATABASE_URL, so that what is there already is left alone. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes one beside the named database. Throws a sentence when the server cannot be reached or refuses. */
export async function openDatabase(server: string): Promise<OwnDatabase> {
  const name = `tracking_hub_2017_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await run(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `drop database if exists ${name} with (force)`) };
}

async function run(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  try {
    await client.connect();
    await client.query(statement);
  } catch (error) {
    const reason = (error as Error).message || 'nobody answers there';
    throw new Error(`the server of DATABASE_URL does not do \`${statement}\`: ${reason}`);
  } finally {
    await client.end().catch(() => {});
  }
}
