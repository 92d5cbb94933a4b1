import { meant } from '../../scenario/diagnostics.js';
import type { Path } from '../../scenario/spans.js';
import { type Finding, finding } from './finding.js';
import type { Readings } from './readings.js';
import type { Happening, Script } from './script.js';

/** What is written and never used, and what is waited for and never comes. */

/** Of a scenario: a model may offer what nobody uses yet. */
export const useFindings = (script: Script, readings: Readings): Finding[] => [
  ...quantities(script, readings),
  ...parameters(script, readings),
  ...sources(script),
  ...unheard(script, readings),
  ...events(script, readings),
  ...idleActions(script, readings),
  ...rounds(script),
];

/** Slots that anything moves during play. */
const movedSlots = ({ happenings }: Script): ReadonlySet<number> =>
  new Set(
    happenings.flatMap(({ gifts }) =>
      gifts.flatMap((gift) => (gift.is === 'adjust' || gift.is === 'set' ? [gift.slot] : [])),
    ),
  );

const quantities = (script: Script, readings: Readings): Finding[] => {
  const { formed } = script.loaded;
  const moved = movedSlots(script);
  return (['dials', 'counters', 'flags'] as const).flatMap((list) =>
    formed.source[list].flatMap(({ id }, i): Finding[] => {
      const path = [...formed.paths[list][i]!, 'id'];
      const slots = slotsOf(script, id);
      if (slots.length === 0) return [];
      const isMoved = slots.some((slot) => moved.has(slot)) || isPreset(script, id);
      const what = list === 'flags' ? 'flag' : list === 'counters' ? 'counter' : 'dial';
      if (!slots.some((slot) => readings.slots.has(slot))) return [unread(path, what, id, isMoved)];
      return isMoved ? [] : [unmoved(path, what, id)];
    }),
  );
};

/** The slots of an item: one, or one for each actor. */
const slotsOf = ({ game }: Script, item: string): number[] =>
  game.slots.flatMap(({ id, actor }, slot) => (id === item || (actor >= 0 && id.startsWith(`${item}.`)) ? [slot] : []));

/** What presets set differs between games, though nothing moves it in one. */
const isPreset = ({ loaded }: Script, id: string): boolean =>
  loaded.formed.source.presets.some(({ dials, flags }) =>
    [...Object.keys(dials ?? {}), ...Object.keys(flags ?? {})].some((name) => name.split('.')[0] === id),
  );

const unread = (path: Path, what: string, id: string, isMoved: boolean): Finding =>
  finding(
    'W512',
    path,
    `nothing ${isMoved ? '' : 'moves or '}reads the ${what} \`${id}\`: whatever it shows, it changes nothing`,
    'Let a condition, an odds factor, a goal or a gauge depend on it, or take it out.',
  );

const unmoved = (path: Path, what: string, id: string): Finding =>
  finding(
    'W511',
    path,
    `nothing moves the ${what} \`${id}\`: it keeps its start value in every game`,
    what === 'flag'
      ? 'Raise or lower it in an effect, or take it out.'
      : 'Move it in an effect, give it `upkeep`, or make it a parameter.',
  );

const parameters = ({ loaded: { formed } }: Script, readings: Readings): Finding[] =>
  formed.source.parameters.flatMap(({ id }, i) =>
    readings.parameters.has(i)
      ? []
      : [
          finding(
            'W513',
            [...formed.paths.parameters[i]!, 'id'],
            `nothing reads the parameter \`${id}\``,
            'Write it where its number is meant, or take it out.',
          ),
        ],
  );

/** Sources are cited by `source:`, or in a text as `[s8]`. */
const sources = ({ loaded: { formed } }: Script): Finding[] => {
  const cited = new Set<string>();
  const visit = (value: unknown, key = ''): void => {
    if (typeof value === 'string') {
      if (key === 'source') cited.add(value);
      else
        for (const [, names = ''] of value.matchAll(/\[([^\]]+)\]/g))
          for (const name of names.split(/[,;]\s*/)) cited.add(name);
    } else if (typeof value === 'object' && value !== null)
      for (const [inner, of] of Object.entries(value)) visit(of, inner);
  };
  visit(formed.source);
  return formed.source.sources.flatMap(({ id }, i) =>
    cited.has(id)
      ? []
      : [
          finding(
            'W514',
            [...formed.paths.sources[i]!, 'id'],
            `nothing cites the source \`${id}\``,
            `Write \`source: ${id}\` where a number comes from it, or \`[${id}]\` in a text.`,
          ),
        ],
  );
};

interface Signal {
  readonly happening: Happening;
  readonly event: number;
}

/** Events that effects signal: triggers, actions and outcomes are events too, but happen for their own sake. */
const signals = ({ happenings }: Script): Signal[] =>
  happenings.flatMap((happening) =>
    happening.kind === 'effect'
      ? happening.gifts.flatMap((gift) => (gift.is === 'event' ? [{ happening, event: gift.event }] : []))
      : [],
  );

const meantInstead = (id: string, among: readonly string[]): string => {
  const [close] = meant(id, among, 1);
  return close === undefined ? '' : `Did you mean \`${close}\`, which is asked for?`;
};

const unheard = (script: Script, readings: Readings): Finding[] => {
  const known = new Set<number>();
  const heard = [...readings.events].map((event) => script.game.events[event]!.id);
  return signals(script).flatMap(({ happening, event }) => {
    if (readings.events.has(event) || known.has(event)) return [];
    known.add(event);
    const { id } = script.game.events[event]!;
    return [
      finding(
        'W515',
        [...happening.path.slice(0, -1), 'event'],
        `nobody hears the event \`${id}\`: no condition asks for it and no order waits for it`,
        meantInstead(id, heard) || `Ask for it with \`happened("${id}")\`, or take the effect out.`,
      ),
    ];
  });
};

/** Events that something waits for and nothing brings about: taken as possible, so that this alone is reported. */
export const missingEvents = (script: Script, readings: Readings): readonly number[] => {
  const brought = new Set(
    script.happenings.flatMap(({ gifts }) => gifts.flatMap((gift) => (gift.is === 'event' ? [gift.event] : []))),
  );
  return [...readings.events].filter((event) => !brought.has(event));
};

const events = (script: Script, readings: Readings): Finding[] => {
  const { formed } = script.loaded;
  const missing = missingEvents(script, readings).map((event) => script.game.events[event]!.id);
  const signalled = new Set(signals(script).map(({ event }) => script.game.events[event]!.id));
  return formed.source.events.flatMap(({ id }, i): Finding[] => {
    const path = [...formed.paths.events[i]!, 'id'];
    if (missing.includes(id))
      return [
        finding(
          'W516',
          path,
          `nothing brings about the event \`${id}\`, though something waits for it`,
          `Signal it in an effect: \`{ do: signal, event: ${id} }\`.`,
        ),
      ];
    const event = script.lookup.events.get(id);
    if (signalled.has(id) || (event !== undefined && readings.events.has(event))) return [];
    return [
      finding(
        'W517',
        path,
        `the event \`${id}\` is listed and never used`,
        'Signal it and ask for it, or take it out.',
      ),
    ];
  });
};

/** The item that an event or a happening belongs to: `rok/attack`, `attack/hit` and `attack` all to `attack`. */
const itemsIn = (name: string): string[] => name.split('/');

/** Orders that cost points and change nothing. */
const idleActions = (script: Script, readings: Readings): Finding[] => {
  const { formed } = script.loaded;
  const heard = new Set([...readings.events].flatMap((event) => itemsIn(script.game.events[event]!.id)));
  const busy = new Set(
    script.happenings.flatMap(({ kind, name, gifts }) => (kind === 'effect' && gifts.length > 0 ? itemsIn(name) : [])),
  );
  return formed.source.actions.flatMap(({ id, effects, outcomes }, i) => {
    const tells = [{ effects }, ...(outcomes ?? [])].some((of) => of.effects?.some((effect) => effect.do === 'tell'));
    if (heard.has(id) || busy.has(id) || tells) return [];
    return [
      finding(
        'W518',
        [...formed.paths.actions[i]!, 'id'],
        `the order \`${id}\` changes nothing: it has no effects, and nothing asks whether it was given`,
        `Give it \`effects\`, or ask for it with \`ordered("${id}")\`.`,
      ),
    ];
  });
};

const rounds = ({ loaded: { formed } }: Script): Finding[] =>
  formed.source.rounds.flatMap(({ id }, i) =>
    formed.source.actions.some(({ round }) => round === id)
      ? []
      : [
          finding(
            'W519',
            [...formed.paths.rounds[i]!, 'id'],
            `nothing can be ordered in the consultation round \`${id}\``,
            `Give an action \`round: ${id}\`, or take the round out.`,
          ),
        ],
  );
