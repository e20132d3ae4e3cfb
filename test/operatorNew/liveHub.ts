/** A hub in this process that nobody has published to, with an administrator and two platforms, and a folder of their profiles. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { LOOPBACK_HOSTS } from '../../gateway/base/subgraphAddresses.ts';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import { startHub } from '../../gateway/server/startHub.ts';
import { testKey, testRegistration } from '../support/controlAs.ts';
import { requestToken } from '../support/requestToken.ts';
import { writeTestProfile } from '../support/writeTestProfile.ts';

export interface LiveHub {
  readonly url: string;
  /** The folder with the profiles `administrator` and `jd`. */
  readonly profiles: string;
  /** The whole answer of the tracking API to a platform. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  ask(platform: string, purpose: string, query: string): Promise<any>;
  stop(): Promise<void>;
}

/** Starts it on a free port, with the machine's own clock, since commands sign by that. */
export async function startLiveHub(): Promise<LiveHub> {
  const profiles = mkdtempSync(join(tmpdir(), 'live-hub-profiles-'));
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    subgraphHosts: LOOPBACK_HOSTS,
    administratorKey: testKey('administrator').publicKey,
    identity: { kind: 'participants' },
    readNow: Date.now,
    log: pino({ level: 'silent' }),
    async prepare(store) {
      const platforms = ['jd', 'cainiao'].map((code) => testRegistration(code, 'platform'));
      await ensureParticipants(store, platforms, Date.now());
    },
  });
  writeTestProfile(profiles, 'administrator', { kind: 'administrator', hubUrl: hub.url });
  writeTestProfile(profiles, 'jd', { hubUrl: hub.url });
  return {
    url: hub.url,
    profiles,
    async ask(platform, purpose, query) {
      const token = await requestToken(hub.url, platform, [purpose]);
      const response = await fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      return response.json();
    },
    async stop() {
      await hub.stop();
      rmSync(profiles, { recursive: true, force: true });
    },
  };
}
