import type { Argument, Command, Option } from 'commander';
import { bundledIds } from '../scenario/library.js';
import type { Shell } from './options.js';
import { namesFile } from './streams.js';

/** Shell completion: scripts made from the commands, options and scenarios that the program has. */

/** What may stand in a place: some words, or a file as well. */
interface Values {
  readonly words: readonly string[];
  readonly files: boolean;
}

interface CompletedOption {
  /** `--seed`, or a short one. */
  readonly flags: readonly string[];
  readonly text: string;
  /** Absent for an option that takes nothing. */
  readonly values?: Values;
}

interface CompletedCommand {
  readonly name: string;
  readonly text: string;
  readonly options: readonly CompletedOption[];
  /** What its arguments may be; nothing for a command without arguments. */
  readonly values: Values | undefined;
}

const NOTHING: Values = { words: [], files: false };

/** Words that may be typed, by the placeholder that stands for them. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** What a placeholder such as `<file>` or `<who>` stands for. */
const valuesOf = (placeholder: string, choices: readonly string[] | undefined, known: Known): Values => {
  if (choices) return { words: choices, files: false };
  if (/scenario/.test(placeholder)) return { words: bundledIds(), files: true };
  const named = known[placeholder];
  if (named) return { words: named, files: false };
  return namesFile(placeholder) ? { words: [], files: true } : NOTHING;
};

const optionOf = (option: Option, known: Known): CompletedOption => {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  const placeholder = /[<[]([^\]>]+)[\]>]/.exec(option.flags)?.[1];
  const text = option.description;
  return placeholder === undefined
    ? { flags, text }
    : { flags, text, values: valuesOf(placeholder, option.argChoices, known) };
};

const argumentsOf = (places: readonly Argument[], known: Known): Values | undefined => {
  if (places.length === 0) return undefined;
  const all = places.map((place) => valuesOf(place.name(), place.argChoices, known));
  return { words: [...new Set(all.flatMap(({ words }) => words))], files: all.some(({ files }) => files) };
};

const commandOf = (command: Command, known: Known): CompletedCommand => ({
  name: command.name(),
  text: command.description(),
  options: [...command.options.map((option) => optionOf(option, known)), HELP],
  values: argumentsOf(command.registeredArguments, known),
});

const HELP: CompletedOption = { flags: ['-h', '--help'], text: 'help for the command' };

/** A word in single quotes, for bash and zsh. */
const single = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Words for bash: `--seed --seat`. */
const flagsOf = (options: readonly CompletedOption[]): string => options.flatMap(({ flags }) => flags).join(' ');

const bashReply = ({ words, files }: Values): string =>
  [
    ...(words.length > 0 ? [`COMPREPLY=($(compgen -W ${single(words.join(' '))} -- "$cur"))`] : ['COMPREPLY=()']),
    ...(files ? ['COMPREPLY+=($(compgen -f -- "$cur"))'] : []),
  ].join('; ');

const bashCommand = ({ name, options, values }: CompletedCommand): string[] => [
  `    ${name})`,
  '      case "$prev" in',
  ...options.flatMap((option) =>
    option.values ? [`        ${option.flags.join('|')}) ${bashReply(option.values)}; return ;;`] : [],
  ),
  '      esac',
  `      if [[ "$cur" == -* ]]; then COMPREPLY=($(compgen -W ${single(flagsOf(options))} -- "$cur")); return; fi`,
  ...(values ? [`      ${bashReply(values)}`] : []),
  '      ;;',
];

const bash = (commands: readonly CompletedCommand[], top: readonly CompletedOption[]): string =>
  [
    '# Completion of firebreak for bash: `source <(firebreak completion bash)`',
    '_firebreak() {',
    `  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="" i`,
    '  COMPREPLY=()',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    `    if [[ "\${COMP_WORDS[i]}" != -* ]]; then command="\${COMP_WORDS[i]}"; break; fi`,
    '  done',
    '  case "$command" in',
    `    "") COMPREPLY=($(compgen -W ${single([...commands.map(({ name }) => name), flagsOf(top)].join(' '))} -- "$cur")) ;;`,
    ...commands.flatMap(bashCommand),
    '  esac',
    '}',
    'complete -o filenames -F _firebreak firebreak',
  ].join('\n');

/** Text inside the specifications of zsh, where brackets and colons have a meaning. */
const zshText = (text: string): string => text.replaceAll(/[\\[\]:]/g, '\\$&');

const zshAction = ({ words, files }: Values): string => {
  if (files && words.length > 0) return `{_alternative "words:word:(${words.join(' ')})" "files:file:_files"}`;
  if (files) return '_files';
  return words.length > 0 ? `(${words.join(' ')})` : ' ';
};

const zshOption = ({ flags, text, values }: CompletedOption): string[] =>
  flags.map((flag) => single(`*${flag}[${zshText(text)}]${values ? `:value:${zshAction(values)}` : ''}`));

const zshCommand = ({ name, options, values }: CompletedCommand): string[] => [
  `    ${name})`,
  `      _arguments ${[...options.flatMap(zshOption), ...(values ? [single(`*:argument:${zshAction(values)}`)] : [])].join(' \\\n        ')}`,
  '      ;;',
];

const zsh = (commands: readonly CompletedCommand[]): string =>
  [
    '#compdef firebreak',
    '# Completion of firebreak for zsh: `source <(firebreak completion zsh)`',
    '_firebreak() {',
    '  if (( CURRENT == 2 )); then',
    '    local -a commands=(',
    ...commands.map(({ name, text }) => `      ${single(`${name}:${text}`)}`),
    '    )',
    "    _describe 'command' commands",
    '    return',
    '  fi',
    '  local command=$words[2]',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case "$command" in',
    ...commands.flatMap(zshCommand),
    '  esac',
    '}',
    'compdef _firebreak firebreak',
  ].join('\n');

/** A word in single quotes, for fish. */
const fishText = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const fishOption = (condition: string, { flags, text, values }: CompletedOption): string => {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const takes = values === undefined ? [] : [values.files ? '-r -F' : '-x'];
  const words = values && values.words.length > 0 ? [`-a ${fishText(values.words.join(' '))}`] : [];
  return ['complete -c firebreak', condition, ...names, ...takes, ...words, `-d ${fishText(text)}`].join(' ');
};

const fishCommand = (command: CompletedCommand): string[] => {
  const { name, text, options, values } = command;
  const here = `-n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c firebreak -n __fish_use_subcommand -a ${name} -d ${fishText(text)}`,
    ...options.map((option) => fishOption(here, option)),
    ...(values?.files ? [`complete -c firebreak ${here} -F`] : []),
    ...(values && values.words.length > 0
      ? [`complete -c firebreak ${here} -a ${fishText(values.words.join(' '))}`]
      : []),
  ];
};

const fish = (commands: readonly CompletedCommand[]): string =>
  [
    '# Completion of firebreak for fish: `firebreak completion fish | source`',
    'complete -c firebreak -f',
    ...commands.flatMap(fishCommand),
  ].join('\n');

/** The completion script of a shell, for all that `program` can do. `players` are those who can play a seat, by placeholder. */
export const completionScript = (program: Command, shell: Shell, players: Known): string => {
  const known = { ...players, command: program.commands.map((command) => command.name()) };
  const commands = program.commands.map((command) => commandOf(command, known));
  const top = [...program.options.map((option) => optionOf(option, known)), HELP];
  const script = shell === 'bash' ? bash(commands, top) : shell === 'zsh' ? zsh(commands) : fish(commands);
  return `${script}\n`;
};
