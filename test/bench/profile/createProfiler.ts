/** Profiles the main thread of this process, through node's own inspector, without opening a port. */
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { type ProfileSummary, summarizeProfile } from './summarizeProfile.ts';

export type { ProfileSummary };

export interface Profiler {
  start(): Promise<void>;
  /** Writes the profile, as Chrome and VS Code read it, and says where the time went. */
  stop(file: string): Promise<ProfileSummary>;
}

const SAMPLE_EVERY_US = 200;

export function createProfiler(): Profiler {
  let session: Session | undefined;
  return {
    async start() {
      session = new Session();
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
      await session.post('Profiler.start');
    },
    async stop(file) {
      if (session === undefined) throw new Error('no profile was started');
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      session = undefined;
      await writeFile(file, JSON.stringify(profile));
      return summarizeProfile(profile);
    },
  };
}
