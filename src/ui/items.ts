import { type Game, NOBODY, type Outcome, type Phase, type Track } from '../core/program/game.js';
import { wordsOf } from '../core/program/words.js';
import { dateInWords } from '../core/seat/disguise.js';
import { causeText, outcomeWords, signed, type Weight } from '../core/seat/narrate.js';
import { isSeat, type SeenEvent, type Viewer } from '../core/seat/observe.js';
import { endingLabel } from '../core/turn/node.js';
import type { Origin } from '../core/vocabulary.js';
import type { View } from '../players/view.js';

/**
 * What happened, told as a story: events are gathered under the order, trigger or phase that caused them. Built from
 * what the viewer sees; what has a cause the viewer does not see is told as unexplained.
 */

export type Rolled = SeenEvent & { readonly is: 'rolled' };
export type Moved = SeenEvent & { readonly is: 'moved' };

export interface Item {
  /** Position of its first event among all events that the viewer sees. */
  readonly at: number;
  readonly turn: number;
  readonly is: 'turn' | 'order' | 'trigger' | 'phase' | 'unexplained' | 'message' | 'points' | 'ending';
  /** Position of the action, trigger or track; -1 without. */
  readonly of: number;
  /** Whose doing it is; -1 for nobody's. */
  readonly seat: number;
  readonly title: string;
  readonly text: string;
  readonly weight: Weight;
  readonly roll?: Rolled;
  /** How its die came out, where the viewer does not see the odds. */
  readonly outcome?: Outcome;
  readonly changes: readonly Moved[];
  readonly origin?: Origin;
  /** The condition of a track's way, where the viewer knows everything it asks for. */
  readonly because?: string;
}

/** Concepts that an item shows: those of its order or trigger, and of how its die came out. */
export const teachesOf = (game: Game, { is, of, roll, outcome: known }: Item): readonly string[] => {
  const own = is === 'order' ? game.actions[of]?.teaches : is === 'trigger' ? game.triggers[of]?.teaches : undefined;
  const outcome = known ?? (roll && game.dice[roll.die]?.outcomes[roll.outcome]);
  return [...new Set([...(own ?? []), ...(outcome?.teaches ?? [])])];
};

type Building = { -readonly [K in keyof Item]: Item[K] } & { changes: Moved[] };

interface Telling {
  readonly game: Game;
  readonly viewer: Viewer;
  readonly items: Building[];
}

const begin = (
  telling: Telling,
  at: number,
  event: SeenEvent,
  item: Partial<Building> & Pick<Building, 'is' | 'title'>,
): Building => {
  const started: Building = { at, turn: event.turn, of: -1, seat: -1, text: '', weight: 1, changes: [], ...item };
  telling.items.push(started);
  return started;
};

/** The latest item of this turn that this is about. */
const latest = ({ items }: Telling, turn: number, is: Item['is'], of: number): Building | undefined =>
  items.findLast((item) => item.turn === turn && item.is === is && item.of === of);

const order = (telling: Telling, at: number, event: SeenEvent & { is: 'ordered' }): void => {
  const { game } = telling;
  const action = game.actions[event.action]!;
  const keys = action.joint < 0 || event.result !== 'carried-out' ? [] : game.joints[action.joint]!.actions;
  const others = keys.map((key) => game.actions[key]!.actor).filter((seat) => seat !== action.actor);
  const together = others.length === 0 ? '' : `, with ${others.map((seat) => game.actors[seat]!.short).join(' and ')}`;
  const end = {
    'carried-out': together,
    unmatched: ': the other key was not turned',
    lapsed: ': its condition did not come',
  };
  begin(telling, at, event, {
    is: 'order',
    of: event.action,
    seat: action.actor,
    title: `${action.label}${end[event.result]}`,
    text: event.result === 'carried-out' ? action.text : '',
    weight: action.firebreak ? 3 : event.result === 'lapsed' ? 0 : 1,
    origin: action.origin,
  });
};

const trigger = (telling: Telling, at: number, event: SeenEvent, index: number, weight: Weight): Building => {
  const { label, text, origin, seenBy } = telling.game.triggers[index]!;
  // A trigger that nobody sees is book-keeping, and only the truth tells of it.
  const heard = seenBy === NOBODY ? 0 : weight;
  return begin(telling, at, event, { is: 'trigger', of: index, title: label, text, weight: heard, origin });
};

/** A die belongs to its order, or opens the story of its trigger. A die that is not shown and decided nothing is no story. */
const roll = (telling: Telling, at: number, event: Rolled): void => {
  const { game } = telling;
  const die = game.dice[event.die]!;
  if (die.use.is === 'action') {
    const item = latest(telling, event.turn, 'order', die.use.action);
    if (item) item.roll = event;
    return;
  }
  if (die.use.is !== 'trigger') return;
  const happened = die.outcomes[event.outcome]!.event >= 0;
  if (happened || game.triggers[die.use.trigger]!.visible)
    trigger(telling, at, event, die.use.trigger, happened ? 2 : 0).roll = event;
};

/** A die whose odds the viewer does not see: its outcome stands in the title of its order or trigger. */
const turnedOut = (telling: Telling, at: number, event: SeenEvent & { is: 'turned-out' }): void => {
  const { game } = telling;
  const { use, outcomes } = game.dice[event.die]!;
  const outcome = outcomes[event.outcome]!;
  const item =
    use.is === 'action'
      ? latest(telling, event.turn, 'order', use.action)
      : use.is === 'trigger'
        ? trigger(telling, at, event, use.trigger, outcome.event >= 0 ? 2 : 0)
        : undefined;
  if (item === undefined) return;
  item.title = outcomeWords(item.title, outcome);
  item.text = [item.text, outcome.text].filter((text) => text !== '').join(' ');
  item.outcome = outcome;
};

const fired = (telling: Telling, at: number, event: SeenEvent & { is: 'triggered' }): void => {
  const item = latest(telling, event.turn, 'trigger', event.trigger);
  const told = item?.roll !== undefined || item?.outcome !== undefined;
  if (!told || item.weight < 2) trigger(telling, at, event, event.trigger, 2);
};

const turnItem = (telling: Telling, at: number, event: SeenEvent): Building =>
  telling.items.findLast((item) => item.is === 'turn' && item.turn === event.turn) ??
  begin(telling, at, event, { is: 'turn', title: `Turn ${event.turn}`, weight: 0 });

/** The item under which a change belongs; undefined where the viewer does not see what caused it. */
const causeItem = (telling: Telling, at: number, event: Moved): Building | undefined => {
  const { game } = telling;
  const { cause } = event;
  switch (cause.is) {
    case 'hidden':
      return undefined;
    case 'upkeep':
    case 'expiry':
    case 'bound':
      return turnItem(telling, at, event);
    case 'action': {
      const { label, actor, origin } = game.actions[cause.action]!;
      const known = latest(telling, event.turn, 'order', cause.action);
      return (
        known ??
        begin(telling, at, event, {
          is: 'order',
          of: cause.action,
          seat: actor,
          title: `${label}: what follows`,
          origin,
        })
      );
    }
    case 'trigger':
      return latest(telling, event.turn, 'trigger', cause.trigger) ?? trigger(telling, at, event, cause.trigger, 1);
    case 'phase': {
      const { label, origin } = game.tracks[cause.track]!;
      const known = latest(telling, event.turn, 'phase', cause.track);
      return known ?? begin(telling, at, event, { is: 'phase', of: cause.track, title: label, origin });
    }
  }
};

const moved = (telling: Telling, at: number, event: Moved): void => {
  if (event.to === event.from) return;
  const known = causeItem(telling, at, event);
  if (known) {
    known.changes.push(event);
    return;
  }
  // Counters and flags that change for hidden reasons are book-keeping.
  if (telling.game.slots[event.slot]!.kind !== 'dial') return;
  const last = telling.items.at(-1);
  const item =
    last?.is === 'unexplained' && last.turn === event.turn
      ? last
      : begin(telling, at, event, { is: 'unexplained', title: 'Something happened that you do not see', weight: 1 });
  item.changes.push(event);
};

/** The ladder is named by its rungs, so that the line stays short where there is little room. */
const moveWords = ({ ladder, label }: Track, from: Phase, to: Phase): string =>
  ladder && from.rung !== to.rung
    ? `Ladder ${from.rung} → ${to.rung}: ${to.label}`
    : `${label}: ${from.label} → ${to.label}`;

const entered = (telling: Telling, at: number, event: SeenEvent & { is: 'entered' }): void => {
  const { game } = telling;
  const track = game.tracks[event.track]!;
  const [from, to] = [track.phases[event.from]!, track.phases[event.to]!];
  const way = game.chart.transitions[event.transition];
  const rises = track.ladder && to.rung > from.rung;
  const because = way && wordsOf(game, way.when);
  begin(telling, at, event, {
    is: 'phase',
    of: event.track,
    title: `${moveWords(track, from, to)}${event.firebreak ? ', across a firebreak' : ''}`,
    text: to.text,
    weight: rises ? 3 : track.ladder ? 2 : 1,
    origin: track.origin,
    ...(because === undefined || because === 'always' ? {} : { because }),
  });
};

const turnBegan = (telling: Telling, at: number, event: SeenEvent & { is: 'turn-began' }): void => {
  const date = dateInWords(telling.game, event.day, event.days <= 1 ? 'day' : telling.game.clock.unit);
  begin(telling, at, event, { is: 'turn', title: `Turn ${event.turn} begins: ${date}`, weight: 0 });
};

const points = (telling: Telling, at: number, event: SeenEvent & { is: 'points' }): void => {
  const { game } = telling;
  const who = game.actors[event.actor]!.short;
  const why = causeText(game, event.cause);
  const title = `${who}: ${signed(event.by)} action points next turn (${why})`;
  begin(telling, at, event, { is: 'points', seat: event.actor, title });
};

const ended = (telling: Telling, at: number, event: SeenEvent & { is: 'ended' }): void => {
  const title = `The game ends: ${endingLabel(telling.game, event.ending)}`;
  const text = telling.game.endings[event.ending]?.text ?? '';
  begin(telling, at, event, { is: 'ending', title, text, weight: 3 });
};

const tell = (telling: Telling, at: number, event: SeenEvent): void => {
  switch (event.is) {
    case 'turn-began':
      turnBegan(telling, at, event);
      break;
    case 'sealed':
      break;
    case 'ordered':
      order(telling, at, event);
      break;
    case 'rolled':
      roll(telling, at, event);
      break;
    case 'turned-out':
      // Those who see all have the die itself.
      if (isSeat(telling.viewer)) turnedOut(telling, at, event);
      break;
    case 'triggered':
      fired(telling, at, event);
      break;
    case 'moved':
      moved(telling, at, event);
      break;
    case 'entered':
      entered(telling, at, event);
      break;
    case 'contested':
      begin(telling, at, event, {
        is: 'message',
        title: `${telling.game.slots[event.slot]!.label} was set to different values at once, so it stays`,
        weight: 2,
      });
      break;
    case 'told':
      begin(telling, at, event, { is: 'message', title: event.text, weight: 2 });
      break;
    case 'points':
      points(telling, at, event);
      break;
    case 'ended':
      ended(telling, at, event);
      break;
  }
};

const remembered = new WeakMap<readonly SeenEvent[], readonly Item[]>();

/** The story as a viewer sees it, from the beginning. A list of events is told once. */
export const itemsOf = ({ game, viewer, events }: Pick<View, 'game' | 'viewer' | 'events'>): readonly Item[] => {
  const known = remembered.get(events);
  if (known) return known;
  const telling: Telling = { game, viewer, items: [] };
  for (const [at, event] of events.entries()) tell(telling, at, event);
  remembered.set(events, telling.items);
  return telling.items;
};

/** Whether an item is worth stopping at: the mere passing of time is not. */
export const isNotable = (item: Item): boolean => item.is !== 'turn' || item.changes.length > 0;

/** Changes by slot, each from its first value to its last. */
export const netChanges = (changes: readonly Moved[]): Moved[] => {
  const bySlot = new Map<number, Moved>();
  for (const change of changes)
    bySlot.set(change.slot, { ...change, from: bySlot.get(change.slot)?.from ?? change.from });
  return [...bySlot.values()].filter(({ from, to }) => Math.abs(to - from) >= 0.05);
};
