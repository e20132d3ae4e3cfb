/**
 * The hub's `directory` and `timeline` over HTTP, for a gateway that cannot run them in its own process. Documents are
 * parsed once and never validated, as in the hub.
 */
import fastify from 'fastify';
import { createDirectorySchema } from '../../../gateway/parcel/directory.ts';
import { createInProcessSource } from '../../../gateway/parcel/inProcessSource.ts';
import { createTimelineSchema } from '../../../gateway/parcel/timeline.ts';
import { createScopeOpener, openDirectory } from '../network/setup.ts';
import { serveContender } from './serveContender.ts';

type ProcessOptions = Parameters<ReturnType<typeof createInProcessSource>['process']>[0];

serveContender(async (setup) => {
  const openScope = createScopeOpener(setup);
  const http = fastify();
  const graphs = {
    directory: createInProcessSource(createDirectorySchema(await openDirectory(setup))),
    timeline: createInProcessSource(createTimelineSchema()),
  };
  for (const [name, source] of Object.entries(graphs)) {
    http.post(`/${name}`, ({ body }) =>
      source.process({ request: body, context: openScope() } as unknown as ProcessOptions),
    );
  }
  return http.listen({ port: 0, host: '127.0.0.1' });
});
