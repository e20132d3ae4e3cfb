/** `POST /oauth/token`: tokens for the demo's platforms, as OAuth 2.0 clients ask for them (RFC 6749). */
import type { FastifyError, FastifyInstance } from 'fastify';
import type { TokenAnswer } from '../identity/issueToken.ts';

const LARGEST_FORM = 4_096;

/** Adds the route to a server; without an issuer it says where tokens come from. */
export function addTokenEndpoint(
  http: FastifyInstance,
  issueToken: ((form: string) => TokenAnswer) | undefined,
): void {
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const options = { parseAs: 'string', bodyLimit: LARGEST_FORM } as const;
    scope.addContentTypeParser('application/x-www-form-urlencoded', options, (_, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler<FastifyError>(async ({ statusCode = 500, code }, _, reply) => {
      reply.code(statusCode < 500 ? 400 : 500).header('cache-control', 'no-store');
      const isTooLarge = code === 'FST_ERR_CTP_BODY_TOO_LARGE';
      const sentence = isTooLarge
        ? 'the form is too large'
        : 'send a form: `content-type: application/x-www-form-urlencoded`';
      return { error: 'invalid_request', error_description: sentence };
    });
    scope.post('/oauth/token', async (request, reply) => {
      reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
      if (issueToken === undefined) {
        reply.code(404);
        const sentence = 'this hub issues no tokens; ask the issuer that it trusts (HUB_TOKEN_ISSUER)';
        return { error: 'invalid_request', error_description: sentence };
      }
      const { status, body } = issueToken(typeof request.body === 'string' ? request.body : '');
      reply.code(status);
      return body;
    });
  });
}
