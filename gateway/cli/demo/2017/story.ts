/** What the scenes have in common: the stage, the narrator, and what was seen before. */
import type { CommandResult } from '../commandHub.ts';
import type { InFlight } from './inFlight.ts';
import type { Narrator } from './narrator.ts';
import type { Stage } from './stage.ts';
import type { ThirdParties } from './thirdParties.ts';

export interface Story {
  readonly stage: Stage;
  readonly narrator: Narrator;
  /** Cainiao's parcels that SF Express and Hive Box have. */
  readonly inFlight: InFlight;
  readonly thirdParties: ThirdParties;
}

export type Scene = (story: Story) => Promise<void>;

/** Begins a scene at a time: `2026-11-21T00:30`, on China's clocks. */
export async function beginScene({ stage, narrator }: Story, title: string, time: string): Promise<void> {
  await stage.clock.moveTo(Date.parse(`${time}:00+08:00`));
  narrator.scene(title, stage.clock.now());
}

/** Types a command as a participant, and tells so. Throws with what it says when it does not succeed. */
export async function type(
  { stage, narrator }: Story,
  participant: string,
  ...args: readonly string[]
): Promise<CommandResult> {
  narrator.command(`hub ${args.join(' ')} --profile ${participant}`);
  const result = await stage.hub(participant, ...args);
  if (result.exitCode !== 0) throw new Error(`hub ${args.join(' ')}: ${result.err}${result.out}`);
  return result;
}

const PATIENCE_MS = 15_000;
const PAUSE_MS = 100;

/** Reads again and again until it is as wanted; what was read last, when that takes too long. */
export async function poll<Value>(
  read: () => Value | Promise<Value>,
  isWanted: (value: Value) => boolean,
): Promise<Value> {
  const endsAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (isWanted(value) || performance.now() > endsAt) return value;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
