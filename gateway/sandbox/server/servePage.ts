/**
 * Serves the page at `/sandbox`, from the hub's own origin and to it alone.
 * Invariant: no script runs but the page's own files, nothing is loaded from or sent to anywhere else, and no other page frames it.
 */
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readPage } from './readPage.ts';

/** Where the build writes the page. */
export const PAGE_FOLDER = fileURLToPath(new URL('../dist', import.meta.url));

// Monaco positions every line with a `style` attribute and writes its theme into `<style>`, so styles may stand inline. Scripts
// may not, and none is made of text.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  vary: 'accept-encoding',
} as const;

const NOT_BUILT =
  'The sandbox page is not built. Build it with `npm run prepare`, then load this page again. (`npm ci` does so, unless it leaves development packages out.)\n';

/** Adds the page's routes; `folder` is where it was built. */
export function servePage(http: FastifyInstance, folder: string): void {
  let page = readPage(folder);
  const send = async (request: FastifyRequest, reply: FastifyReply, path: string, caching: string) => {
    // Asked again while there is none: somebody may have built it.
    page ??= readPage(folder);
    reply.headers(HEADERS);
    if (page === undefined) {
      reply.code(503).type('text/plain; charset=utf-8').header('cache-control', 'no-store');
      return reply.send(NOT_BUILT);
    }
    const file = await page.read(path, request.headers['accept-encoding'] ?? '');
    if (file === undefined) return reply.callNotFound();
    if (file.encoding !== undefined) reply.header('content-encoding', file.encoding);
    return reply.type(file.type).header('cache-control', caching).send(file.body);
  };
  http.get('/sandbox', async (request, reply) => send(request, reply, 'index.html', 'no-cache'));
  http.get('/sandbox/', async (_, reply) => reply.redirect('/sandbox', 308));
  http.get<{ Params: { name: string } }>('/sandbox/assets/:name', async (request, reply) =>
    // Their names hold a digest of their content.
    send(request, reply, `assets/${request.params.name}`, 'public, max-age=31536000, immutable'),
  );
}
