import type { Path } from '../../scenario/source.js';
import { type Finding, finding } from './finding.js';
import { ownersOf } from './numbers.js';
import type { Script } from './script.js';

/** Texts that a screen shows, and that are missing or the same for two things. */

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** Of a scenario; a model has no screens of its own. */
export const screenTexts = ({ loaded: { formed, root } }: Script): Finding[] => {
  const { source, paths } = formed;
  const at = (key: string): Path => [Object.hasOwn(root, key) ? key : 'title'];
  const top = [
    ...(isBlank(source.title)
      ? [finding('W201', at('title'), 'the scenario has no title', 'Say in a few words what it is about.')]
      : []),
    ...(isBlank(source.summary)
      ? [
          finding(
            'W201',
            at('summary'),
            'the scenario has no `summary`',
            'One or two sentences: the list of scenarios shows them.',
          ),
        ]
      : []),
    ...(isBlank(source.briefing)
      ? [finding('W201', at('briefing'), 'the scenario has no `briefing`', 'It is what every player reads first.')]
      : []),
  ];
  return [
    ...top,
    ...source.actors.flatMap((actor, i) => {
      const path = [...paths.actors[i]!, 'id'];
      return [
        ...(isBlank(actor.brief)
          ? [
              finding(
                'W206',
                path,
                `the actor \`${actor.id}\` has no \`brief\``,
                'It is the role sheet of whoever plays this seat.',
              ),
            ]
          : []),
        ...(actor.goals?.some(({ weight }) => weight > 0)
          ? []
          : [
              finding(
                'W205',
                path,
                `the actor \`${actor.id}\` has no goals${actor.goals?.length ? ' that count' : ''}`,
                'Without them a seat is scored 0 at the end: add `goals` with a weight above 0.',
              ),
            ]),
      ];
    }),
  ];
};

/** Of a scenario or a model. */
export const itemTexts = (script: Script): Finding[] => {
  const { source, paths } = script.loaded.formed;
  return [
    ...source.actions.flatMap((action, i) =>
      isBlank(action.text)
        ? [
            finding(
              'W202',
              [...paths.actions[i]!, 'id'],
              `the action \`${action.id}\` has no \`text\``,
              'One sentence: it stands beside the order when a player chooses.',
            ),
          ]
        : [],
    ),
    ...source.endings.flatMap((ending, i) =>
      isBlank(ending.text)
        ? [
            finding(
              'W203',
              [...paths.endings[i]!, 'id'],
              `the ending \`${ending.id}\` has no \`text\``,
              'The last screen shows it.',
            ),
          ]
        : [],
    ),
    ...blankLabels(script),
    ...sameLabels(script),
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
      source[list].flatMap(({ label }, i) => (isBlank(label) ? [blank(paths[list][i]!, 'label')] : [])),
    ),
    ...source.actors.flatMap(({ name, short }, i) => [
      ...(isBlank(name) ? [blank(paths.actors[i]!, 'name')] : []),
      ...(isBlank(short) ? [blank(paths.actors[i]!, 'short')] : []),
    ]),
  ];
};

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
