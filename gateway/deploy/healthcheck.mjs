/** Asks the hub of this container how it is: `live` or `ready`. Exits with 0 when it is, with 1 and a sentence when not. */
const [what = 'ready'] = process.argv.slice(2);
const url = `http://127.0.0.1:${process.env['HUB_PORT'] || 4000}/health/${what}`;
try {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  if (status !== 200) throw new Error(`answers ${status}`);
} catch (error) {
  process.stderr.write(`the hub is not ${what}: ${url}: ${error.message}\n`);
  process.exitCode = 1;
}
