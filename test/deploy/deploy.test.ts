/** What runs a hub in containers: read as whoever builds and starts them would, and run where no container is needed for it. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HUB_SETTINGS } from '../../gateway/cli/serve/settings.ts';
import { STOP_LIMIT_MS } from '../../gateway/server/startHub.ts';
import { startServe } from '../cli/serveProcess.ts';
import { findFreePort } from '../support/findFreePort.ts';
import { ROOT } from '../tidy/readTree.ts';
import { DEPLOY, isInContext, layOut, listCopies, readCommand, readStages } from './image.ts';
import { readYaml, type Yaml } from './readYaml.ts';

const read = (file: string): string => readFileSync(join(DEPLOY, file), 'utf8');
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
const yaml = (file: string): any => readYaml(read(file));

const manifests = readdirSync(join(DEPLOY, 'kubernetes')).filter((file) => file !== 'kustomization.yaml');
const compose = yaml('compose.yaml');
const deployment = yaml('kubernetes/deployment.yaml').spec;
const pod = deployment.template.spec;
const [container] = pod.containers;
const hubs = [compose.services['hub-1'], compose.services['hub-2']];
const stages = readStages();
const image = stages.at(-1);

const folder = mkdtempSync(join(tmpdir(), 'hub-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What requests under way have, and some to close the rest in, in seconds. */
const CLOSING_S = STOP_LIMIT_MS / 1_000 + 5;
const drainOf = (env: Readonly<Record<string, unknown>>) => Number(env['HUB_DRAIN_SECONDS']);
const podEnv: Record<string, unknown> = Object.fromEntries(
  container.env.map(({ name, value }: { name: string; value?: string }) => [name, value]),
);

describe('the YAML', () => {
  const files = [
    'compose.yaml',
    'kubernetes/kustomization.yaml',
    ...manifests.map((file) => `kubernetes/${file}`),
  ];
  const hasPython = spawnSync('python3', ['-c', 'import yaml']).status === 0;
  test.skipIf(!hasPython)('reads as another reader reads it (needs python3 with PyYAML)', () => {
    const script = 'import json,sys,yaml; print(json.dumps([yaml.safe_load(open(f)) for f in sys.argv[1:]]))';
    const { stdout } = spawnSync('python3', ['-c', script, ...files], { cwd: DEPLOY, encoding: 'utf8' });
    const merged = JSON.parse(stdout) as Yaml[];
    expect(files.map((file) => yaml(file))).toEqual(merged);
  });
  test.each([
    ['a tab', 'a:\n\tb: 1'],
    ['a key twice', 'a: 1\na: 2'],
    ['a folded text', 'a: >\n  b'],
    ['a mapping in one line', 'a: { b: 1 }'],
    ['what other readers take for false', 'a: no'],
    ['an indent of its own', 'a: 1\n  b: 2'],
    ['no mapping', 'a\nb'],
    ['an unknown anchor', 'a: *b'],
  ])('%s is refused', (_, text) => {
    expect(() => readYaml(text)).toThrow(/^line \d/);
  });
});

describe('the image', () => {
  test('is built on one pinned version of a Node.js that the hub runs on', () => {
    const bases = new Set(stages.map(({ base }) => base));
    expect([...bases]).toEqual([expect.stringMatching(/^node:20\.(19|[2-9]\d)\.\d+-bookworm-slim$/)]);
  });

  test('copies what is there, and what the build may see', () => {
    const sources = stages
      .flatMap(listCopies)
      .filter(({ from }) => from === undefined)
      .flatMap((copy) => copy.sources);
    expect(sources.length).toBeGreaterThan(8);
    for (const source of sources)
      expect([source, existsSync(join(ROOT, source)), isInContext(source)]).toEqual([source, true, true]);
    const names = stages.map(({ name }) => name);
    for (const { from } of stages.flatMap(listCopies)) if (from !== undefined) expect(names).toContain(from);
  });

  test.each([
    ['gateway/cli/hub.mjs', true],
    ['gateway/cli/operator/template/common/package.json.template', true],
    ['subgraphs/kit/index.ts', true],
    ['subgraphs/zto/main.ts', false],
    ['gateway/deploy/secrets/database-url', false],
    ['gateway/deploy/tokens.key', false],
    ['hub-keys/tokens.key', false],
    ['.hub/keys/tokens.key', false],
    ['.git/config', false],
    ['node_modules/tsx/package.json', false],
    ['test/tidy/tidy.test.ts', false],
  ])('the build sees %s: %s', (path, isSeen) => {
    expect(isInContext(path)).toBe(isSeen);
  });

  test('runs as a user without rights, and knows its settings', () => {
    expect(image?.instructions.find(({ name }) => name === 'USER')?.text).toBe(
      `${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`,
    );
    const settings = HUB_SETTINGS.map(({ variable }) => variable);
    const names = image?.instructions
      .filter(({ name }) => name === 'ENV')
      .map(({ text }) => text.split('=')[0]);
    expect(settings).toEqual(expect.arrayContaining(names ?? []));
    expect(names).toContain('HUB_HOST');
  });
});

describe('Compose', () => {
  test('runs two hubs that differ in their port alone', () => {
    const [{ ports, ...one }, { ports: others, ...other }] = hubs;
    expect(one).toEqual(other);
    expect([ports, others]).toEqual([['127.0.0.1:4001:4000'], ['127.0.0.1:4002:4000']]);
  });

  test('sets what is a setting', () => {
    const settings = HUB_SETTINGS.map(({ variable }) => variable);
    for (const { environment } of hubs)
      expect(settings).toEqual(expect.arrayContaining(Object.keys(environment)));
  });

  test('waits for what is there to wait for, and mounts what is declared', () => {
    for (const { depends_on, secrets, volumes, environment } of hubs) {
      for (const [name, { condition }] of Object.entries<{ condition: string }>(depends_on)) {
        const service = compose.services[name];
        if (condition === 'service_healthy') expect(service.healthcheck.test[0]).toBe('CMD');
        else expect([condition, service.restart]).toEqual(['service_completed_successfully', 'no']);
      }
      for (const name of secrets) expect(compose.secrets[name].file).toBe(`./secrets/${name}`);
      expect(environment.DATABASE_URL_FILE).toBe(`/run/secrets/${secrets[0]}`);
      expect(volumes).toEqual([`keys:${environment.HUB_KEYS_DIR}:ro`]);
    }
    expect(compose.services.keys.volumes).toEqual(['keys:/var/lib/hub-keys']);
    expect(Object.keys(compose.volumes)).toEqual(['database', 'keys']);
    // The image gives the folder to its user, and a new volume takes that over.
    expect(image?.instructions.find(({ name }) => name === 'RUN')?.text).toContain(
      '-o node -g node /var/lib/hub /var/lib/hub-keys',
    );
  });

  test('leaves a hub the time to stop', () => {
    for (const { stop_grace_period, environment } of hubs)
      expect(Number.parseInt(stop_grace_period, 10)).toBeGreaterThanOrEqual(drainOf(environment) + CLOSING_S);
  });

  test('pins its images, and has no secret in it', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const service of Object.values<{ image: string }>(compose.services))
      expect(service.image).toMatch(new RegExp(`^(tracking-hub:${version}|postgres:\\d+\\.\\d+-bookworm)$`));
    expect(read('compose.yaml')).not.toMatch(/postgres(ql)?:\/\//);
    expect(compose.services.database.environment.POSTGRES_PASSWORD).toBeUndefined();
    expect(container.image).toBe(`tracking-hub:${version}`);
  });
});

describe('Kubernetes', () => {
  test('applies every manifest', () => {
    expect(yaml('kubernetes/kustomization.yaml').resources).toEqual(manifests);
  });

  test('names the same pods everywhere', () => {
    const { labels } = deployment.template.metadata;
    expect(deployment.selector.matchLabels).toEqual(labels);
    expect(yaml('kubernetes/service.yaml').spec.selector).toEqual(labels);
    const { minAvailable, selector } = yaml('kubernetes/poddisruptionbudget.yaml').spec;
    expect(selector.matchLabels).toEqual(labels);
    // A node can be emptied.
    expect([deployment.replicas, minAvailable]).toEqual([2, 1]);
    const [{ name, containerPort }] = container.ports;
    expect(yaml('kubernetes/service.yaml').spec.ports[0].targetPort).toBe(name);
    expect(String(containerPort)).toBe(podEnv['HUB_PORT']);
  });

  test('sets what is a setting, and nothing that is not meant', () => {
    expect(HUB_SETTINGS.map(({ variable }) => variable)).toEqual(expect.arrayContaining(Object.keys(podEnv)));
    // A service called `hub` would set HUB_PORT to an address.
    expect(pod.enableServiceLinks).toBe(false);
  });

  test('takes secrets from those that the README makes, and the rest from the manifest of settings', () => {
    const { data } = yaml('kubernetes/configmap.yaml');
    const readme = read('README.md');
    const made = new Map(
      [...readme.matchAll(/create secret generic (\S+) --from-(?:literal=(\w+)|file)/g)].map(
        ([, name, key]) => [name, key],
      ),
    );
    for (const { valueFrom } of container.env) {
      if (valueFrom?.secretKeyRef)
        expect(made.get(valueFrom.secretKeyRef.name)).toBe(valueFrom.secretKeyRef.key);
      if (valueFrom?.configMapKeyRef) expect(Object.keys(data)).toContain(valueFrom.configMapKeyRef.key);
    }
    const [keys, tmp] = pod.volumes;
    expect([...made.keys()]).toContain(keys.secret.secretName);
    expect(container.volumeMounts).toEqual([
      { name: keys.name, mountPath: podEnv['HUB_KEYS_DIR'], readOnly: true },
      { name: tmp.name, mountPath: '/tmp' },
    ]);
    // The pod's group may read them, and nobody else.
    expect([keys.secret.defaultMode, pod.securityContext.fsGroup]).toEqual([0o440, 1000]);
  });

  test('gives the hub no rights', () => {
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('notices that a hub is not ready before the hub stops answering, and leaves it the time to stop', () => {
    const { periodSeconds, timeoutSeconds, failureThreshold } = container.readinessProbe;
    expect(drainOf(podEnv)).toBeGreaterThan((periodSeconds + timeoutSeconds) * failureThreshold);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(drainOf(podEnv) + CLOSING_S);
  });
});

describe('what the image runs', { timeout: 120_000 }, () => {
  const tree = join(folder, 'app');
  const [program, ...entry] = readCommand('ENTRYPOINT');
  beforeAll(() => {
    mkdirSync(tree);
    layOut(tree);
  });

  /** Runs a command as in the container: what it prints, and its exit code. */
  const run = async (command: readonly string[], env: Record<string, string> = {}) => {
    expect(command[0]).toBe('node');
    const options = { cwd: tree, env: { PATH: process.env['PATH'] ?? '', ...env } };
    return promisify(execFile)(process.execPath, command.slice(1), options).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      ({ code, stderr }) => ({ code, text: String(stderr) }),
    );
  };

  test('a hub by itself, and every health check says how it is', async () => {
    const port = await findFreePort();
    const { args } = container;
    expect([program, readCommand('CMD')]).toEqual(['node', args]);
    const env = { HUB_PORT: String(port), HUB_DATA_DIR: join(folder, 'data'), HUB_DRAIN_SECONDS: '300' };
    const served = startServe({ cwd: tree, file: join(tree, entry[0] ?? ''), args, env });
    const url = await served.ready;
    expect(new URL(url).port).toBe(String(port));
    const checks = [readCommand('HEALTHCHECK'), ...hubs.map(({ healthcheck }) => healthcheck.test.slice(1))];
    for (const check of checks) expect(await run(check, env)).toEqual({ code: 0, text: '' });
    const live = (await run(['node', 'gateway/deploy/healthcheck.mjs', 'live'], env)).code;
    expect(live).toBe(0);
    const { startupProbe, readinessProbe, livenessProbe } = container;
    const probe = async ({ httpGet }: { httpGet: { path: string } }) =>
      (await fetch(`${url}${httpGet.path}`)).status;
    expect(await Promise.all([startupProbe, readinessProbe, livenessProbe].map(probe))).toEqual([
      200, 200, 200,
    ]);

    served.child.kill('SIGTERM');
    await expect.poll(() => probe(readinessProbe), { timeout: 20_000 }).toBe(503);
    expect(await probe(livenessProbe)).toBe(200);
    const [check = []] = checks;
    expect(await run(check, env)).toEqual({
      code: 1,
      text: expect.stringMatching(/^the hub is not ready: .* answers 503\n$/),
    });
    served.child.kill('SIGTERM');
    await served.ended;
    expect(await run(check, env)).toEqual({
      code: 1,
      text: expect.stringMatching(/^the hub is not ready: .*\n$/),
    });
  });

  test('the making of keys, and the commands of everybody, which need files of their own', async () => {
    const [, , place = ''] = compose.services.keys.command;
    expect(place).toBe(hubs[0].environment.HUB_KEYS_DIR);
    const command = compose.services.keys.command.map((word: string) =>
      word === place ? join(folder, 'keys') : word,
    );
    const runs = await Promise.all([
      run(['node', ...entry, ...command]),
      run([
        'node',
        ...entry,
        'operator',
        'new',
        join(folder, 'mine'),
        '--code',
        'my-courier',
        '--role',
        'courier',
      ]),
      run(['node', ...entry, 'agreement', 'check', 'schema/agreements']),
      run(['node', ...entry, 'explain', 'A-BATCH-02']),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(readdirSync(join(folder, 'keys'))).toContain('tokens.key');
    expect(readdirSync(join(folder, 'mine', 'vendor'))).toEqual([expect.stringMatching(/\.tgz$/)]);
    const link = image?.instructions.find(({ name }) => name === 'RUN')?.text ?? '';
    expect(link).toContain('ln -s /app/gateway/cli/hub.mjs /usr/local/bin/hub');
    expect(existsSync(join(tree, 'gateway/cli/hub.mjs'))).toBe(true);
  });
});
