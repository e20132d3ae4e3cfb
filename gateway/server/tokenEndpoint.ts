/** `POST /oauth/token`: tokens for the platforms on the network, as OAuth 2.0 clients ask for them (RFC 6749). */
import type { FastifyError, FastifyInstance } from 'fastify';
import type { IssueToken } from '../identity/issueToken.ts';

const LARGEST_FORM = 8_192;

/** Adds the route to a server; without an issuer it says where tokens come from. */
export function addTokenEndpoint(http: FastifyInstance, issueToken: IssueToken | undefined): void {
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const options = { parseAs: 'string', bodyLimit: LARGEST_FORM } as const;
    scope.addContentTypeParser('application/x-www-form-urlencoded', options, (_, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler<FastifyError>(async (error, request, reply) => {
      const { statusCode = 500, code } = error;
      reply.code(statusCode < 500 ? 400 : 500).header('cache-control', 'no-store');
      if (statusCode >= 500) {
        request.log.error({ err: error }, 'a token could not be issued');
        const sentence = 'the hub could not answer; its log has the details';
        return { error: 'server_error', error_description: sentence };
      }
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
      const { status, body } = await issueToken(typeof request.body === 'string' ? request.body : '');
      if (status === 503) reply.header('retry-after', '1');
      reply.code(status);
      return body;
    });
  });
}
