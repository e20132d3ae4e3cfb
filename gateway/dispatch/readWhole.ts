/**
 * Reads one HTTP answer whole, in little more than the time it takes to copy it: a stream that nobody else reads would cost
 * as much as all else that is done for a request.
 * Invariants: it settles once, within the time limit, however slowly the other side answers; `onDone` is called once, when
 * nothing of the request is left.
 */
import type { Dispatcher } from 'undici';

export interface WholeAnswer {
  readonly status: number;
  readonly text: string;
}

/** What an answer that took too long is refused with. */
export const OUT_OF_TIME = new Error('the time limit of the whole answer is over');

export interface ReadOptions {
  readonly timeoutMs: number;
  /** A request that is out of time while its connection is being opened is done only when that has come to an end. */
  readonly onDone: () => void;
}

/** Sends a request and reads its answer; rejects with what went wrong, `OUT_OF_TIME` after `timeoutMs` milliseconds. */
export function readWhole(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { timeoutMs, onDone }: ReadOptions,
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    let control: Dispatcher.DispatchController | undefined;
    let isOver = false;
    let isDone = false;
    let status = 0;
    const chunks: Buffer[] = [];
    const end = (): void => {
      isOver = true;
      clearTimeout(timer);
      if (isDone) return;
      isDone = true;
      onDone();
    };
    const timer = setTimeout(() => {
      isOver = true;
      reject(OUT_OF_TIME);
      control?.abort(OUT_OF_TIME);
    }, timeoutMs);
    const fail = (error: unknown): void => {
      end();
      reject(error);
    };
    try {
      dispatcher.dispatch(request, {
        onRequestStart(controller) {
          control = controller;
          // Its connection was opened too late.
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
          fail(error);
        },
      });
    } catch (error) {
      fail(error);
    }
  });
}

function decode(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  return (chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)).toString('utf8');
}
