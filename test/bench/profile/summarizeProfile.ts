/** Reads a CPU profile: which functions and which packages the time was spent in, not counting what they call. */
import type { Profiler } from 'node:inspector';

export interface ProfileEntry {
  readonly name: string;
  /** Share of the busy time, 0 to 1. */
  readonly share: number;
}

export interface ProfileSummary {
  /** Share of the time in which the main thread was not idle, 0 to 1. */
  readonly busyShare: number;
  readonly functions: readonly ProfileEntry[];
  readonly packages: readonly ProfileEntry[];
}

const SHOWN = 40;

/** The entries with the largest share of the busy time. */
export function summarizeProfile({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): ProfileSummary {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const functions = new Map<string, number>();
  const packages = new Map<string, number>();
  let idle = 0;
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const time = timeDeltas[index] ?? 0;
    const frame = byId.get(id)?.callFrame;
    if (frame === undefined) continue;
    if (frame.functionName === '(idle)') {
      idle += time;
      continue;
    }
    busy += time;
    const place = shorten(frame.url);
    const name = frame.functionName || '(anonymous)';
    add(functions, place === '' ? name : `${name}  ${place}:${frame.lineNumber + 1}`, time);
    add(packages, place === '' ? name : packageOf(place), time);
  }
  return { busyShare: busy / (busy + idle), functions: top(functions, busy), packages: top(packages, busy) };
}

function add(times: Map<string, number>, key: string, time: number): void {
  times.set(key, (times.get(key) ?? 0) + time);
}

function top(times: ReadonlyMap<string, number>, total: number): readonly ProfileEntry[] {
  return [...times]
    .map(([name, time]) => ({ name, share: time / total }))
    .sort((a, b) => b.share - a.share)
    .slice(0, SHOWN);
}

const ROOT = new URL('../../../', import.meta.url).pathname;

/** A file's place within the repository or its package. */
function shorten(url: string): string {
  const path = url.replace('file://', '').replace(/\?.*$/, '');
  return path.split('node_modules/').at(-1)?.replace(ROOT, '') ?? path;
}

function packageOf(place: string): string {
  if (place.startsWith('node:')) return place.replace(/^(node:(internal\/)?[\w-]+).*/, '$1');
  const [first = '', second = ''] = place.split('/');
  return first.startsWith('@') || first === 'gateway' ? `${first}/${second}` : first;
}
