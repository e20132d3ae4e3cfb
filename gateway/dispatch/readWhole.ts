/**
 * Reads one HTTP answer whole, in little more than the time it takes to copy it: a stream that nobody else reads would cost
 * as much as all else that is done for a request.
 * Invariant: it settles once, within the time limit, however slowly the other side answers.
 */
import type { Dispatcher } from 'undici';

export interface WholeAnswer {
  readonly status: number;
  readonly text: string;
}

/** What an answer that took too long is refused with. */
export const OUT_OF_TIME = new Error('the time limit of the whole answer is over');

/** Sends a request and reads its answer; rejects with what went wrong, `OUT_OF_TIME` after `timeoutMs` milliseconds. */
export function readWhole(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    let control: Dispatcher.DispatchController | undefined;
    let isOver = false;
    let status = 0;
    const chunks: Buffer[] = [];
    const end = (): void => {
      isOver = true;
      clearTimeout(timer);
    };
    const timer = setTimeout(() => {
      end();
      reject(OUT_OF_TIME);
      control?.abort(OUT_OF_TIME);
    }, timeoutMs);
    dispatcher.dispatch(request, {
      onRequestStart(controller) {
        control = controller;
        // It waited for a connection until there was no time left.
        if (isOver) controller.abort(OUT_OF_TIME);
      },
      onResponseStart(_, statusCode) {
        status = statusCode;
      },
      onResponseData(_, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        end();
        resolve({ status, text: decode(chunks) });
      },
      onResponseError(_, error) {
        end();
        reject(error);
      },
    });
  });
}

function decode(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  return (chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)).toString('utf8');
}
