/** `hub participant register`, `list` and `show`. */
import { quote } from '../../base/quote.ts';
import { openControl } from '../control/openControl.ts';
import { EXIT, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';

export interface ParticipantOptions {
  readonly profile?: string;
  readonly format: Format;
}

export interface RegisterOptions extends ParticipantOptions {
  readonly kind: 'operator' | 'platform' | 'mediator';
  readonly name: string;
  readonly key: string;
  readonly role?: 'courier' | 'locker';
  readonly purpose?: readonly string[];
}

interface ToldParticipant {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly role: string | null;
  readonly purposes: readonly string[];
  readonly registeredAt: string;
  readonly keys: readonly { readonly id: string; readonly revokedAt: string | null }[];
}

const FIELDS = '{ code kind name role purposes registeredAt keys { id revokedAt } }';

/** What a participant does first, by its kind. */
const NEXT: Readonly<Record<RegisterOptions['kind'], string>> = {
  operator: 'it publishes with `hub subgraph publish`',
  platform: 'it gets tokens with `hub token`',
  mediator: 'it sees who takes part with `hub participant list`',
};

/** Registers a participant, as the administrator. */
export async function registerOne(terminal: Terminal, code: string, options: RegisterOptions): Promise<void> {
  const { kind, name, key, role, purpose = [], profile, format } = options;
  const client = await openControl(terminal, { profile });
  const participant = {
    code,
    kind: kind.toUpperCase(),
    name,
    role: role?.toUpperCase() ?? null,
    purposes: purpose,
    publicKey: key,
  };
  const told = await client.ask<{ readonly registerParticipant: ToldParticipant }>(
    `mutation Register($participant: ParticipantInput!) { registerParticipant(participant: $participant) ${FIELDS} }`,
    { participant },
  );
  const sentence = `${code} takes part as ${kind === 'operator' ? 'an' : 'a'} ${kind} from now on; ${NEXT[kind]}`;
  writeResult(terminal, format, told.registerParticipant, sentence);
}

/** Lists who takes part. */
export async function listParticipants(
  terminal: Terminal,
  { profile, format }: ParticipantOptions,
): Promise<void> {
  const client = await openControl(terminal, { profile });
  const { participants } = await client.ask<{ readonly participants: readonly ToldParticipant[] }>(
    `query Participants { participants ${FIELDS} }`,
  );
  const lines = participants.map(({ code, kind, role, name }) => {
    const what = role === null ? kind : `${kind}, ${role}`;
    return `${code.padEnd(24)} ${what.toLowerCase().padEnd(20)} ${name}`;
  });
  writeResult(terminal, format, participants, lines.join('\n'));
}

/** Shows one participant. Throws a `Refusal` when there is none of that code. */
export async function showParticipant(
  terminal: Terminal,
  code: string,
  { profile, format }: ParticipantOptions,
): Promise<void> {
  const client = await openControl(terminal, { profile });
  const { participant } = await client.ask<{ readonly participant: ToldParticipant | null }>(
    `query Participant($code: ID!) { participant(code: $code) ${FIELDS} }`,
    { code },
  );
  if (participant === null) {
    const help = '`hub participant list` shows who takes part';
    throw new Refusal(`there is no participant ${quote(code)}; ${help}`, EXIT.problems);
  }
  const { kind, name, role, purposes, registeredAt, keys } = participant;
  const lines = [
    `${code}: ${name}`,
    `  ${role === null ? kind.toLowerCase() : `${kind.toLowerCase()}, ${role.toLowerCase()}`}, registered ${registeredAt}`,
    ...(purposes.length > 0 ? [`  asks for ${purposes.join(', ')}`] : []),
    ...keys.map(({ id, revokedAt }) => `  key ${id}${revokedAt === null ? '' : `, revoked ${revokedAt}`}`),
  ];
  writeResult(terminal, format, participant, lines.join('\n'));
}
