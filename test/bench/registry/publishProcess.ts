/** Measures publications in a process of its own: see `measurePublish`. */
import '../../../gateway/base/runtimeSettings.ts';
import { serveParent } from '../process/serveParent.ts';
import { measurePublish, type PublishFigures, type PublishOptions } from './measurePublish.ts';

export interface PublishFunctions {
  measure(options: PublishOptions): Promise<PublishFigures>;
}

serveParent<PublishFunctions>({ measure: measurePublish });
