/** Which pair a command is about: `hive-box--cainiao`, or for a party the other's code alone. */
import { splitPair } from '../../agreements/life/pair.ts';
import { quote } from '../../base/quote.ts';
import type { ControlClient } from '../control/controlClient.ts';
import { Refusal } from '../hub/terminal.ts';

/** The name of the pair. Throws a `Refusal` for what can be none. */
export function pairOf({ participant, kind }: ControlClient, given: string): string {
  const name = given.includes('--') ? given : completePair(participant, kind, given);
  if (splitPair(name) !== undefined) return name;
  if (given === participant)
    throw new Refusal(`${quote(given)} acts itself: name the other side of the pair`);
  throw new Refusal(
    `${quote(given)} is no pair: write OPERATOR--PLATFORM, as \`hive-box--cainiao\`, or as a party the other's code`,
  );
}

function completePair(participant: string, kind: ControlClient['kind'], other: string): string {
  if (kind === 'operator') return `${participant}--${other}`;
  return kind === 'platform' ? `${other}--${participant}` : other;
}
