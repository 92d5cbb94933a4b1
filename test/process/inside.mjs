/** Runs a command of the built program inside this process: how it ended, and all that it printed. */
const [writeOut, writeErr] = [process.stdout.write, process.stderr.write];
// Each run listens for a closed pipe.
process.stdout.setMaxListeners(0);

/**
 * @param {(argv: readonly string[]) => Promise<void>} main the program
 * @param {readonly string[]} argv runtime, script, and what was typed
 * @param {number} most characters that are kept of each piece of output
 */
export const runInside = async (main, argv, most = Number.POSITIVE_INFINITY) => {
  const printed = { out: [], err: [] };
  const keepIn = (pieces) => (text) => {
    pieces.push(String(text).slice(0, most));
    return true;
  };
  process.stdout.write = keepIn(printed.out);
  process.stderr.write = keepIn(printed.err);
  process.exitCode = undefined;
  await main(argv);
  process.stdout.write = writeOut;
  process.stderr.write = writeErr;
  const code = process.exitCode ?? 0;
  process.exitCode = 0;
  return { code, out: printed.out.join(''), err: printed.err.join('') };
};
