import type { ActorSource } from '../../scenario/schema.js';
import type { Path } from '../../scenario/spans.js';
import { type Finding, finding } from './finding.js';
import { ownersOf } from './numbers.js';
import type { Script } from './script.js';

/** Texts that a screen shows, and that are missing or the same for two things. */

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

const ifBlank = (text: string | undefined, found: Finding): Finding[] => (isBlank(text) ? [found] : []);

/** Of a scenario; a model has no screens of its own. */
export const screenTexts = (script: Script): Finding[] => [
  ...topTexts(script),
  ...script.loaded.formed.source.actors.flatMap((actor, i) =>
    actorTexts(actor, [...script.loaded.formed.paths.actors[i]!, 'id']),
  ),
];

const topTexts = ({ loaded: { formed, root } }: Script): Finding[] => {
  const { title, summary, briefing } = formed.source;
  const missing = (key: string, message: string, hint: string): Finding =>
    finding('W201', [Object.hasOwn(root, key) ? key : 'title'], `the scenario has no ${message}`, hint);
  return [
    ...ifBlank(title, missing('title', 'title', 'Say in a few words what it is about.')),
    ...ifBlank(summary, missing('summary', '`summary`', 'One or two sentences: the list of scenarios shows them.')),
    ...ifBlank(briefing, missing('briefing', '`briefing`', 'It is what every player reads first.')),
  ];
};

const actorTexts = ({ id, brief, goals }: ActorSource, path: Path): Finding[] => {
  const counts = goals?.some(({ weight }) => weight > 0) === true;
  const noBrief = `the actor \`${id}\` has no \`brief\``;
  const noGoals = `the actor \`${id}\` has no goals${goals?.length ? ' that count' : ''}`;
  const hint = 'Without them a seat is scored 0 at the end: add `goals` with a weight above 0.';
  return [
    ...ifBlank(brief, finding('W206', path, noBrief, 'It is the role sheet of whoever plays this seat.')),
    ...(counts ? [] : [finding('W205', path, noGoals, hint)]),
  ];
};

/** Of a scenario or a model. */
export const itemTexts = (script: Script): Finding[] => {
  const { source, paths } = script.loaded.formed;
  const ofAction = 'One sentence: it stands beside the order when a player chooses.';
  return [
    ...source.actions.flatMap(({ id, text }, i) =>
      ifBlank(text, finding('W202', [...paths.actions[i]!, 'id'], `the action \`${id}\` has no \`text\``, ofAction)),
    ),
    ...source.endings.flatMap(({ id, text }, i) =>
      ifBlank(
        text,
        finding(
          'W203',
          [...paths.endings[i]!, 'id'],
          `the ending \`${id}\` has no \`text\``,
          'The last screen shows it.',
        ),
      ),
    ),
    ...blankLabels(script),
    ...sameLabels(script),
    ...sameNames(script),
  ];
};

const LABELLED = [
  'dials',
  'counters',
  'flags',
  'gauges',
  'tracks',
  'actions',
  'triggers',
  'endings',
  'measures',
  'rounds',
  'presets',
] as const;

const blankLabels = ({ loaded: { formed } }: Script): Finding[] => {
  const { source, paths } = formed;
  const blank = (path: Path, key: string): Finding =>
    finding('W207', [...path, key], `this \`${key}\` is empty`, 'Screens would show nothing where it should stand.');
  return [
    ...LABELLED.flatMap((list) =>
      source[list].flatMap(({ label }, i) => ifBlank(label, blank(paths[list][i]!, 'label'))),
    ),
    ...source.actors.flatMap(({ name, short }, i) => [
      ...ifBlank(name, blank(paths.actors[i]!, 'name')),
      ...ifBlank(short, blank(paths.actors[i]!, 'short')),
    ]),
  ];
};

const NAMES = ['short', 'name'] as const;

/** Actors that are called the same. */
const sameNames = ({ loaded: { formed } }: Script): Finding[] =>
  formed.source.actors.flatMap((actor, i) =>
    NAMES.flatMap((key) => {
      const called = actor[key].trim().toLowerCase();
      const twin = formed.source.actors.slice(0, i).find((other) => other[key].trim().toLowerCase() === called);
      if (!twin || called === '') return [];
      const message = `\`${actor.id}\` has the same \`${key}\` as \`${twin.id}\``;
      const hint = 'Screens could not tell the two actors apart: change one.';
      return [finding('W210', [...formed.paths.actors[i]!, key], message, hint)];
    }),
  );

/** Two orders of one actor that read the same cannot be told apart on the screen. */
const sameLabels = ({ loaded: { formed } }: Script): Finding[] => {
  const { actions, actors } = formed.source;
  const seen = new Map<string, string>();
  return actions.flatMap((action, i) => {
    const twins = ownersOf(action, actors).flatMap((owner) => seen.get(`${owner} ${action.label.trim()}`) ?? []);
    for (const owner of ownersOf(action, actors)) seen.set(`${owner} ${action.label.trim()}`, action.id);
    const [twin] = twins;
    if (twin === undefined || isBlank(action.label)) return [];
    const message = `\`${action.id}\` has the same label as \`${twin}\`, an order of the same actor`;
    return [
      finding(
        'W204',
        [...formed.paths.actions[i]!, 'label'],
        message,
        'Players could not tell them apart: change one.',
      ),
    ];
  });
};
