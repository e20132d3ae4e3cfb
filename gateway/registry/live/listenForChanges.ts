/**
 * Listens for the word of a PostgreSQL server that the network changed. It only saves time: whoever follows looks for itself too,
 * so nothing is lost while the connection is not there.
 */
import pg from 'pg';
import { CHANNEL } from '../../store/changeNetwork.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export interface Listener {
  close(): Promise<void>;
}

/** Calls back on each change, and once whenever the connection is there again. Never throws. */
export function listenForChanges(url: string, onChange: () => void): Listener {
  let isClosed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = FIRST_PAUSE_MS;

  const connect = async (): Promise<void> => {
    const opened = new pg.Client({
      connectionString: url,
      application_name: 'tracking-hub-changes',
      keepAlive: true,
      connectionTimeoutMillis: LONGEST_PAUSE_MS,
    });
    client = opened;
    opened.on('notification', onChange);
    opened.on('end', reconnect);
    // Unheard, it would end the process; `end` follows it.
    opened.on('error', () => {});
    try {
      await opened.connect();
      await opened.query(`listen ${CHANNEL}`);
      pauseMs = FIRST_PAUSE_MS;
      onChange();
    } catch {
      await opened.end().catch(() => {});
      reconnect();
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
      await client?.end().catch(() => {});
    },
  };
}
