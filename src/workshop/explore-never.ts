import type { Condition } from '../core/language/expression.js';
import type { Game } from '../core/program/game.js';
import type { Origin } from '../core/vocabulary.js';
import type { Coverage, Tally } from './coverage.js';

/**
 * What never happened in an exploration, and what that follows from: an ending that waits for a phase that waits for an
 * order that nobody could give is one finding, not three.
 */

/** Kinds of things that can happen, in the order of the table. */
export const KINDS = ['phase', 'ending', 'trigger', 'action', 'outcome', 'transition'] as const;
export type Kind = (typeof KINDS)[number];

/** A row of the table of what happened. */
export interface Row {
  readonly kind: Kind;
  /** Unique within its kind. */
  readonly id: string;
  readonly origin: Origin | undefined;
  readonly times: number;
  readonly games: number;
  /** Why it may not have happened, as one sentence; empty when nothing is known. Undefined: it is merely rare. */
  readonly reason: string | undefined;
  /** The preset under which it did happen; empty when it never did, or did without one. */
  readonly elsewhere: string;
  /** What it waits for, of things that never happened: `kind id`. Empty when it is a beginning. */
  readonly waitsFor: readonly string[];
}

const keyOf = ({ kind, id }: Pick<Row, 'kind' | 'id'>): string => `${kind} ${id}`;

/** What a row is called in a sentence: a transition without its line, which stands beside it. */
export const nameOf = ({ id }: Pick<Row, 'id'>): string => id.replace(/, line [\d?:]+\)$/, ')');

/** Fewer looks than this at a condition say nothing. */
const ENOUGH = 20;

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** Ways between the same two phases at the same step are told apart by what they wait for, and then by their place. */
const transitionName = (game: Game, index: number): string => {
  const way = game.chart.transitions[index]!;
  const { track, from, to, at, when, origin } = way;
  const twins = game.chart.transitions.filter(
    (other) => other !== way && other.track === track && other.from === from && other.to === to && other.at === at,
  );
  const guard = twins.length > 0 ? `, when ${when.text}` : '';
  const column = twins.some((twin) => twin.origin?.line === origin?.line) ? `:${origin?.column ?? '?'}` : '';
  return `${game.tracks[track]!.id}: ${from} -> ${to} (${at}${guard}, line ${origin?.line ?? '?'}${column})`;
};

const actionName = (game: Game, index: number): string => {
  const { id, actor } = game.actions[index]!;
  const shared = game.actions.filter((other) => other.id === id).length > 1;
  return shared ? `${game.actors[actor]!.id}/${id}` : id;
};

/** Whether something with this name must have happened for a condition to hold, as far as its text shows. */
const needs = (text: string, name: string): boolean => {
  const quoted = `"${name}"`;
  const positive = [`happened(${quoted})`, `ordered(${quoted})`].some((atom) => {
    const at = text.indexOf(atom);
    return at >= 0 && !/!\s*$/.test(text.slice(0, at));
  });
  return positive || new RegExp(`count\\(${escaped(quoted)}\\)\\s*(>|>=)`).test(text);
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

interface Context {
  readonly game: Game;
  readonly coverage: Coverage;
  /** Keys of the things an event belongs to; it never happened when none of them did. */
  readonly owners: ReadonlyMap<number, readonly string[]>;
  readonly happened: ReadonlySet<string>;
  readonly elsewhere: ReadonlyMap<string, string>;
  /** Coverage with other presets: what has odds there is not impossible. */
  readonly others: readonly Coverage[];
}

/** What never happened and a condition waits for. Alternatives wait for nothing, unless all of them do. */
const waitsOf = ({ game, owners, happened }: Context, condition: Condition | undefined): string[] => {
  if (condition === undefined) return [];
  const { text, reads } = condition;
  const parts = text.split('||');
  const found = parts.map((part) => [
    ...[...reads.events].flatMap((event) => {
      const keys = owners.get(event) ?? [];
      const never = keys.length > 0 && !keys.some((key) => happened.has(key));
      return never && needs(part, game.events[event]!.id) ? [keys[0]!] : [];
    }),
    ...[...reads.tracks].flatMap((track) => phasesNamed(game, track, part).filter((key) => !happened.has(key))),
  ]);
  return found.every((keys) => keys.length > 0) ? found.flat() : [];
};

const phasesNamed = (game: Game, track: number, text: string): string[] => {
  const { id, phases } = game.tracks[track]!;
  return phases
    .filter((phase) => new RegExp(`\\b${escaped(id)}\\s*==\\s*"${escaped(phase.id)}"`).test(text))
    .map((phase) => phaseKey(id, phase.id));
};

const phaseKey = (track: string, phase: string): string => `phase ${track}.${phase}`;

const ownersOf = (game: Game): Map<number, string[]> => {
  const owners = new Map<number, string[]>();
  const own = (event: number, key: string): void =>
    void (event >= 0 && owners.set(event, [...(owners.get(event) ?? []), key]));
  for (const trigger of game.triggers) own(trigger.event, `trigger ${trigger.id}`);
  for (const [index, action] of game.actions.entries())
    for (const event of new Set([action.event, action.ownEvent])) own(event, `action ${actionName(game, index)}`);
  for (const die of game.dice)
    for (const outcome of die.outcomes)
      if (outcome.origin) own(outcome.event, `outcome ${outcomeName(die.purpose.name, outcome.id)}`);
  return owners;
};

/** `rok/return-fire/success`, from the purpose of its die. */
const outcomeName = (purpose: string, outcome: string): string =>
  `${purpose.replace(/^(adjudicate|trigger)\//, '')}/${outcome}`;

/** Keys of all that happened. */
export const happenedIn = (game: Game, coverage: Coverage): Set<string> => {
  const happened = new Set<string>();
  const add = (tallies: readonly Tally[], key: (index: number) => string): void => {
    for (const [index, tally] of tallies.entries()) if (tally.times > 0) happened.add(key(index));
  };
  for (const [track, { id, phases }] of game.tracks.entries())
    add(coverage.phases[track]!, (leaf) => phaseKey(id, phases[leaf]!.id));
  add(coverage.transitions, (index) => `transition ${transitionName(game, index)}`);
  add(coverage.endings, (index) => `ending ${game.endings[index]!.id}`);
  add(coverage.triggers, (index) => `trigger ${game.triggers[index]!.id}`);
  add(coverage.actions, (index) => `action ${actionName(game, index)}`);
  for (const [index, die] of game.dice.entries())
    add(coverage.outcomes[index]!, (outcome) => `outcome ${outcomeName(die.purpose.name, die.outcomes[outcome]!.id)}`);
  return happened;
};

/** What of a row only its kind can tell. */
interface Told extends Pick<Row, 'kind' | 'id' | 'origin' | 'reason'> {
  readonly tally: Tally;
  /** What it waits for, if it never happened. */
  readonly waits: readonly string[];
}

const rowOf = ({ elsewhere }: Context, { tally: { times: count, games }, waits, ...told }: Told): Row => ({
  ...{ ...told, games, times: count },
  elsewhere: count > 0 ? '' : (elsewhere.get(keyOf(told)) ?? ''),
  waitsFor: count > 0 ? [] : waits,
});

const phaseRows = (context: Context): Row[] =>
  context.game.tracks.flatMap((track, t) =>
    track.phases.map(({ id, origin }, leaf) => {
      const around = track.groups.filter((group) => group.leaves.includes(leaf)).map((group) => group.id);
      const ways = context.game.chart.transitions.flatMap((way, index) =>
        way.track === t && (way.to === id || around.includes(way.to)) ? [index] : [],
      );
      const waits = ways.map((way) => waitsOfWay(context, way));
      const isBlocked = ways.length > 0 && waits.every((keys) => keys.length > 0);
      return rowOf(context, {
        ...{ kind: 'phase', id: `${track.id}.${id}`, origin, tally: context.coverage.phases[t]![leaf]! },
        reason: ways.length === 0 ? 'No way leads into it.' : ways.map((way) => wayInStory(context, way)).join(' '),
        waits: isBlocked ? waits.flat() : [],
      });
    }),
  );

const wayInStory = (context: Context, way: number): string => {
  const { from, origin } = context.game.chart.transitions[way]!;
  return `Its way in from \`${from}\` (line ${origin?.line ?? '?'}) ${wayStory(context, way)}.`;
};

/** What a transition waits for: its phase, and what its guard needs. */
const waitsOfWay = (context: Context, way: number): string[] => {
  const { track, from, when } = context.game.chart.transitions[way]!;
  const { id, phases, groups } = context.game.tracks[track]!;
  const leaves = groups.find((group) => group.id === from)?.leaves.map((leaf) => phases[leaf]!.id) ?? [from];
  const reached = leaves.some((leaf) => context.happened.has(phaseKey(id, leaf)));
  return reached ? waitsOf(context, when) : [phaseKey(id, leaves[0]!)];
};

const wayStory = ({ coverage, game }: Context, way: number): string => {
  const { asked, held } = coverage.guards[way]!;
  if (asked === 0) return 'was never open';
  if (held > 0) return `was open ${times(held)}, but another way out was taken first`;
  return `was looked at ${times(asked)}, and \`${game.chart.transitions[way]!.when.text}\` never held`;
};

const transitionRows = (context: Context): Row[] =>
  context.game.chart.transitions.map((way, index) => {
    const { id: track, phases, groups } = context.game.tracks[way.track]!;
    const entered = [
      way.to,
      ...(groups.find((group) => group.id === way.to)?.leaves.map((leaf) => phases[leaf]!.id) ?? []),
    ];
    const waits = entered.some((phase) => context.happened.has(phaseKey(track, phase)))
      ? waitsOfWay(context, index)
      : [phaseKey(track, entered.at(-1)!)];
    const { asked, held } = context.coverage.guards[index]!;
    const reason = asked < ENOUGH && held === 0 ? undefined : `It ${wayStory(context, index)}.`;
    const tally = context.coverage.transitions[index]!;
    const id = transitionName(context.game, index);
    return rowOf(context, { kind: 'transition', id, origin: way.origin, tally, reason, waits });
  });

const triggerRows = (context: Context): Row[] =>
  context.game.triggers.map(({ id, origin, when }, index) =>
    rowOf(context, {
      ...{ kind: 'trigger', id, origin, tally: context.coverage.triggers[index]! },
      reason: triggerStory(context, index),
      waits: waitsOf(context, when),
    }),
  );

/** Highest odds an outcome that never came had at any roll, with whatever presets. */
const highestOf = ({ coverage, others }: Context, die: number, outcome: number): number =>
  Math.max(...[coverage, ...others].map(({ highest }) => highest[die]![outcome]!));

const triggerStory = (context: Context, index: number): string | undefined => {
  const { game, coverage } = context;
  const { die, when } = game.triggers[index]!;
  const { asked, held } = coverage.triggerGuards[index]!;
  const rolls = die < 0 ? 0 : coverage.rolls[die]!;
  if (rolls > 0) {
    const possible = game.dice[die]!.outcomes.some(
      (outcome, i) => outcome.event >= 0 && highestOf(context, die, i) > 0,
    );
    return possible ? undefined : `Its die was rolled ${times(rolls)}, with odds that round to 0 of 10,000 each time.`;
  }
  if (when === undefined) return 'Another of its group always came first.';
  if (asked === 0) return 'Its condition was never looked at.';
  if (held > 0) return `Its condition held ${times(held)}, but another of its group always came first.`;
  return `Its condition \`${when.text}\` was looked at ${times(asked)} and never held.`;
};

const actionRows = (context: Context): Row[] =>
  context.game.actions.map(({ origin, when }, index) =>
    rowOf(context, {
      ...{ kind: 'action', id: actionName(context.game, index), origin, tally: context.coverage.actions[index]! },
      reason: actionStory(context, index),
      waits: waitsOf(context, when),
    }),
  );

const actionStory = ({ game, coverage }: Context, index: number): string => {
  const { asked, condition, cost } = coverage.closed[index]!;
  if (asked === 0) return 'No round in which it could be ordered ever came.';
  if (condition === asked)
    return `Its condition \`${game.actions[index]!.when?.text ?? ''}\` never held in ${asked} rounds.`;
  return condition + cost === asked
    ? `When its condition held, it cost more points than there were (${times(cost)}).`
    : `It could have been ordered ${times(asked - condition - cost)}, but nobody chose it.`;
};

const outcomeRows = (context: Context): Row[] =>
  context.game.dice.flatMap(({ outcomes, purpose, use }, die) =>
    outcomes.flatMap(({ id, origin }, outcome) => {
      if (!origin) return [];
      const rolls = context.coverage.rolls[die]!;
      const isPossible = rolls < ENOUGH || highestOf(context, die, outcome) > 0;
      const owner = ownerOf(context.game, use);
      const row = rowOf(context, {
        ...{ kind: 'outcome', id: outcomeName(purpose.name, id), origin },
        tally: context.coverage.outcomes[die]![outcome]!,
        reason: isPossible ? undefined : `Its odds rounded to 0 of 10,000 in all ${rolls} rolls.`,
        waits: rolls === 0 && owner !== undefined ? [owner] : [],
      });
      return [row];
    }),
  );

/** The key of the action or trigger that a die belongs to. */
const ownerOf = (game: Game, use: Game['dice'][number]['use']): string | undefined => {
  if (use.is === 'action') return `action ${actionName(game, use.action)}`;
  return use.is === 'trigger' ? `trigger ${game.triggers[use.trigger]!.id}` : undefined;
};

const endingRows = (context: Context): Row[] =>
  context.game.endings.map(({ id, origin, when }, index) =>
    rowOf(context, {
      ...{ kind: 'ending', id, origin, tally: context.coverage.endings[index]! },
      reason: endingStory(context, index),
      waits: waitsOf(context, when),
    }),
  );

const endingStory = ({ game, coverage }: Context, index: number): string | undefined => {
  const { asked, held } = coverage.endingGuards[index]!;
  if (asked === 0) return 'An earlier ending always came first.';
  const { text } = game.endings[index]!.when;
  return held > 0 ? undefined : `Its condition \`${text}\` was looked at ${times(asked)} and never held.`;
};

/**
 * Everything that can happen in a scenario, with how often it did: phases, endings, triggers, actions, outcomes, transitions.
 * `elsewhere` gives the preset for what happened in games with another one.
 */
export const rowsOf = (
  game: Game,
  coverage: Coverage,
  elsewhere: ReadonlyMap<string, string>,
  others: readonly Coverage[],
): Row[] => {
  const happened = new Set([...happenedIn(game, coverage), ...elsewhere.keys()]);
  const context: Context = { game, coverage, owners: ownersOf(game), happened, elsewhere, others };
  return [phaseRows, endingRows, triggerRows, actionRows, outcomeRows, transitionRows].flatMap((rows) => rows(context));
};

/** What never happened, each with what follows from it. */
export interface Never {
  readonly row: Row;
  /** Rows that wait for it, however many steps away. */
  readonly followers: readonly Row[];
}

/** The beginnings among what never happened, in the order of the rows. Of a circle the first stands for all. */
export const beginnings = (rows: readonly Row[]): Never[] => {
  const never = rows.filter((one) => one.times === 0 && one.elsewhere === '');
  const byKey = new Map(never.map((one) => [keyOf(one), one]));
  const waits = (one: Row): Row[] => one.waitsFor.flatMap((key) => byKey.get(key) ?? []);
  const claimed = new Set<Row>();
  const followersOf = (root: Row): Row[] => {
    const found: Row[] = [];
    claimed.add(root);
    for (let grew = true; grew; ) {
      grew = false;
      for (const one of never)
        if (!claimed.has(one) && waits(one).some((other) => other === root || found.includes(other))) {
          claimed.add(one);
          found.push(one);
          grew = true;
        }
    }
    return found;
  };
  const roots = never
    .filter((one) => waits(one).length === 0)
    .map((one) => ({ row: one, followers: followersOf(one) }));
  const circles = never.flatMap((one) => (claimed.has(one) ? [] : [{ row: one, followers: followersOf(one) }]));
  return [...roots, ...circles];
};
