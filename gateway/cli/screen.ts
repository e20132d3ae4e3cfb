/** What a command shows while it works: lines, and one line of progress that redraws itself on a terminal. */

export interface Screen {
  line(text: string): void;
  /** Shows progress from 0 to 1; on anything but a terminal one line at the beginning and at each further fifth. */
  progress(label: string, done: number): void;
}

export interface ScreenOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 30;
const STEPS = 5;

/** A screen over an output, such as `process.stdout`. */
export function createScreen(output: ScreenOutput): Screen {
  let shown: { readonly label: string; readonly step: number } | undefined;
  let isDrawing = false;
  const endDrawing = () => {
    if (isDrawing) output.write('\n');
    isDrawing = false;
  };
  return {
    line(text) {
      endDrawing();
      output.write(`${text}\n`);
    },
    progress(label, done) {
      const percent = `${Math.floor(done * 100)} %`.padStart(5);
      if (output.isTTY) {
        if (isDrawing && shown?.label !== label) endDrawing();
        const filled = Math.floor(done * BAR_WIDTH);
        output.write(`\r${label} ${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${percent}`);
        isDrawing = true;
        shown = { label, step: 0 };
        if (done >= 1) endDrawing();
        return;
      }
      const step = Math.floor(done * STEPS);
      if (shown?.label === label && shown.step === step) return;
      shown = { label, step };
      output.write(`${label} ${percent}\n`);
    },
  };
}
