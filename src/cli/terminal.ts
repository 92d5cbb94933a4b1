/** What the process is connected to, and what that makes of a command. */

/** Whether screens can be shown. */
export const isInteractive = (): boolean =>
  process.stdin.isTTY === true &&
  process.stdout.isTTY === true &&
  process.env['TERM'] !== 'dumb' &&
  !process.env['INK_SCREEN_READER'];

const wordsOf = (argv: readonly string[]): readonly string[] => argv.slice(2);

/** The command that is called; undefined for none. */
const commandOf = (argv: readonly string[]): string | undefined => wordsOf(argv).find((word) => !word.startsWith('-'));

const has = (argv: readonly string[], ...options: readonly string[]): boolean =>
  wordsOf(argv).some((word) => options.some((option) => word === option || word.startsWith(`${option}=`)));

/** Whether screens are shown: they read the keys themselves, and what they compute is short. */
export const opensScreens = (argv: readonly string[]): boolean => {
  const command = commandOf(argv);
  const shows = command === undefined || command === 'play' || command === 'resume';
  return shows && !has(argv, '--plain', '--json', '--orders') && isInteractive();
};

/** Commands that only print what they know: they are over before anybody could interrupt them. */
const QUICK: ReadonlySet<string> = new Set(['list', 'new', 'schema', 'completion', 'help']);

export const isQuick = (argv: readonly string[]): boolean => {
  const command = commandOf(argv);
  return has(argv, '--help', '-h', '--version', '-V') || (command !== undefined && QUICK.has(command));
};
