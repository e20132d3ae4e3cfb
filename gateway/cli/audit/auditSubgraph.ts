/** `hub subgraph audit`: finds out over HTTP whether a subgraph that runs, in whatever language, does what the hub relies on. */
import type { Role } from '../../../schema/network.ts';
import { operatorPrefix } from '../../base/operatorPrefix.ts';
import { quote } from '../../base/quote.ts';
import type { OpenControl } from '../control/controlClient.ts';
import { EXIT, type ExitCode, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';
import type { AuditSigner } from './auditSigner.ts';
import { AUDIT_GROUPS } from './audits/index.ts';
import { openHubSigner } from './hubSigner.ts';
import { DEFAULT_JWKS_PORT, type LocalSigner, openLocalSigner } from './localSigner.ts';
import { openTarget } from './openTarget.ts';
import { printAudit } from './printAudit.ts';
import { type AuditReport, runAudits } from './runAudits.ts';

export interface AuditOptions {
  readonly url: string;
  readonly waybill: readonly string[];
  readonly operator?: string;
  readonly role?: Role;
  readonly jwksPort?: string;
  /** In milliseconds. */
  readonly patience?: string;
  readonly throughHub?: boolean;
  readonly profile?: string;
  readonly format: Format;
}

/** Audits a subgraph; 1 when it misses a MUST, 3 when it does not answer. Throws a `Refusal`. */
export async function auditSubgraph(
  terminal: Terminal,
  options: AuditOptions,
  openControl: OpenControl | undefined,
): Promise<ExitCode> {
  const url = readUrl(options.url);
  const [waybill, ...others] = options.waybill;
  if (waybill === undefined) throw new Refusal('--waybill names a leg that the subgraph has');
  const patienceMs = readPatience(options.patience);
  const signer = await openSigner(terminal, options, openControl);
  try {
    const target = await openTarget({
      url,
      signer,
      waybills: [waybill, ...others],
      role: options.role,
      patienceMs,
    });
    if ('unreachable' in target) {
      throw new Refusal(`no subgraph answers at ${url.href}: ${target.unreachable}`, EXIT.unreachable);
    }
    if ('unclear' in target) throw new Refusal(`${target.unclear}${target.isRefused ? sayKeys(signer) : ''}`);
    const report = await runAudits(target, AUDIT_GROUPS);
    const { operator, role } = target;
    writeResult(
      terminal,
      options.format,
      { operator, role, url: url.href, ...report },
      `${printAudit(report)}\n${sayNext(report, signer)}`,
    );
    return report.counts.FAIL > 0 ? EXIT.problems : EXIT.fine;
  } finally {
    await signer.close();
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.hash === '' && url.username === '')
    return url;
  throw new Refusal(`--url ${quote(text)} is no address of a subgraph, as \`http://127.0.0.1:4101/graphql\``);
}

function readPatience(text = '3000'): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Refusal(`--patience is a number of milliseconds from 1 to 999999, not ${quote(text)}`);
}

async function openSigner(
  terminal: Terminal,
  { throughHub = false, profile, operator, jwksPort }: AuditOptions,
  openControl: OpenControl | undefined,
): Promise<AuditSigner | LocalSigner> {
  if (throughHub) {
    if (openControl === undefined) throw new Refusal('this command cannot reach the control API of a hub');
    if (operator !== undefined || jwksPort !== undefined) {
      throw new Refusal(
        'with --through-hub the profile says who the operator is and the hub has the keys; leave --operator and --jwks-port out',
      );
    }
    return openHubSigner(await openControl(terminal, profile === undefined ? {} : { profile }));
  }
  if (operator === undefined) {
    throw new Refusal(
      "--operator says the operator's code, as `my-courier` (or --through-hub, to have a hub sign as your profile)",
    );
  }
  if (operatorPrefix(operator) === undefined) {
    throw new Refusal(
      `--operator ${quote(operator)} is no possible code; use lower-case letters and digits in parts joined by hyphens, as \`my-courier\``,
    );
  }
  const port = jwksPort ?? String(DEFAULT_JWKS_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Refusal(`--jwks-port is a number from 0 to 65535, not ${quote(port)}`);
  }
  const signer = await openLocalSigner(operator, Number(port));
  terminal.err.write(
    `hub: the keys of this audit are at ${signer.jwksUrl}: the subgraph must be started with HUB_JWKS_URL=${signer.jwksUrl}\n`,
  );
  return signer;
}

function sayKeys(signer: AuditSigner | LocalSigner): string {
  const code = `see that ${quote(signer.operator)} is the code it runs as`;
  return 'jwksUrl' in signer
    ? `: ${code}, and that it was started with HUB_JWKS_URL=${signer.jwksUrl}`
    : `: ${code}, and that it has the hub's keys`;
}

function sayNext({ groups, counts }: AuditReport, signer: AuditSigner): string {
  const failed = groups.flatMap(({ results }) => results).find(({ verdict }) => verdict === 'FAIL');
  if (failed !== undefined)
    return `not conformant; \`hub explain ${failed.id}\` says why it matters and what to do`;
  const warned = counts.WARN > 0 ? ', with warnings' : '';
  return `\`${signer.operator}\` meets every MUST${warned}; next: \`hub subgraph publish schema.graphql --url ...\``;
}
