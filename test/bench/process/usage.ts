/** What any process of the benchmark can be asked: what it has used, and where its main thread spends its time. */
import { performance } from 'node:perf_hooks';
import { createProfiler, type ProfileSummary } from '../profile/createProfiler.ts';

/** What a process has used since it was last asked. */
export interface Usage {
  /** CPU time of all of its threads, user and system, in milliseconds. */
  readonly cpuMs: number;
  /** How long the main thread's event loop was busy, in milliseconds. */
  readonly busyMs: number;
  /** The largest resident set that was seen, in bytes: looked at ten times a second. */
  readonly peakRssBytes: number;
}

export interface MeasuredFunctions {
  readUsage(nothing: null): Promise<Usage>;
  startProfile(nothing: null): Promise<void>;
  /** Writes the profile to a file. */
  stopProfile(file: string): Promise<ProfileSummary>;
}

const LOOK_EVERY_MS = 100;

/** The functions for this process; looking at memory begins at once. */
export function createUsageReader(): MeasuredFunctions {
  let cpu = process.cpuUsage();
  let loop = performance.eventLoopUtilization();
  let peakRssBytes = 0;
  const look = () => {
    peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
  };
  setInterval(look, LOOK_EVERY_MS).unref();
  const profiler = createProfiler();
  return {
    async readUsage() {
      look();
      const { user, system } = process.cpuUsage(cpu);
      const busyMs = performance.eventLoopUtilization(loop).active;
      const used = { cpuMs: (user + system) / 1000, busyMs, peakRssBytes };
      cpu = process.cpuUsage();
      loop = performance.eventLoopUtilization();
      peakRssBytes = 0;
      return used;
    },
    startProfile: () => profiler.start(),
    stopProfile: (file) => profiler.stop(file),
  };
}
