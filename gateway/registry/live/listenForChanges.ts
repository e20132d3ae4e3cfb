/**
 * Listens for the word of a PostgreSQL server that the network changed. It only saves time: whoever follows looks for itself too,
 * so nothing is lost while the connection is not there.
 */
import pg from 'pg';
import { CHANNEL } from '../../store/changeNetwork.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** How often the line is tried out, and how long that may take, in milliseconds: a dead one says nothing, like one on which nothing changes. */
const CHECK_MS = 10_000;

export interface Listener {
  close(): Promise<void>;
}

/** Calls back on each change, and once whenever the connection is there again. Never throws. */
export function listenForChanges(
  url: string,
  onChange: () => void,
  { checkMs = CHECK_MS }: { readonly checkMs?: number } = {},
): Listener {
  let isClosed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let check: NodeJS.Timeout | undefined;
  let pauseMs = FIRST_PAUSE_MS;

  const connect = async (): Promise<void> => {
    const opened = new pg.Client({
      connectionString: url,
      application_name: 'tracking-hub-changes',
      keepAlive: true,
      connectionTimeoutMillis: LONGEST_PAUSE_MS,
      query_timeout: checkMs,
    });
    client = opened;
    opened.on('notification', onChange);
    opened.on('end', reconnect);
    // Unheard, it would end the process; `end` follows it.
    opened.on('error', () => {});
    try {
      await opened.connect();
      await opened.query(`listen ${CHANNEL}`);
      if (isClosed) return hangUp(opened);
      pauseMs = FIRST_PAUSE_MS;
      onChange();
      clearTimeout(check);
      check = setTimeout(() => void tryOut(opened), checkMs).unref();
    } catch {
      hangUp(opened);
      reconnect();
    }
  };
  const tryOut = async (opened: pg.Client): Promise<void> => {
    try {
      await opened.query('select 1');
      if (!isClosed) check = setTimeout(() => void tryOut(opened), checkMs).unref();
    } catch {
      // Whoever hears its end connects again.
      hangUp(opened);
    }
  };
  const reconnect = (): void => {
    if (isClosed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (!isClosed) void connect();
    }, pauseMs).unref();
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  };
  void connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(check);
      if (client !== undefined) hangUp(client);
    },
  };
}

/** Without a farewell, which a dead line would keep waiting for its answer. The server misses nothing by it. */
function hangUp(client: pg.Client): void {
  client.connection.stream.destroy();
}
