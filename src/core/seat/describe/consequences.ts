import { RuleFault } from '../../faults.js';
import type { Condition } from '../../language/expression.js';
import type { GameEvent } from '../../program/events.js';
import { type Game, includesSeat } from '../../program/game.js';
import {
  copyInPlay,
  type DocketEntry,
  type Later,
  type MutableWorld,
  RUNS_OUT_IN_PERIODS,
} from '../../program/world.js';
import { causeSeenBy } from '../../turn/effects.js';
import { applyDue } from '../../turn/later.js';
import { endPassing } from '../../turn/stage.js';
import { DIE } from '../../vocabulary.js';
import { mayKnow, sightOf } from '../observe.js';
import type { Consequence, Span } from './prospect.js';
import { quietOutcome, runOut, type Scene, type Trace, withOutcome } from './scene.js';

/** What one run of a turn brings that another does not, as far as the seat may know of it. */

/** What an order brings that comes out in this way. */
export const consequencesOf = (scene: Scene, entry: DocketEntry, outcome: number): Consequence[] => {
  const { known, world, idle } = scene;
  const trace = runOut(known, copyInPlay(world), [entry], outcome);
  const cut = cutOff(scene, trace);
  return [
    ...differences(scene, trace, idle).map((change) => withAsked(change, cut)),
    ...thrown(scene, trace),
    ...laterOf(scene, trace, idle),
    ...perhapsOf(scene, entry, outcome),
    ...openings(scene, trace),
  ];
};

type Moved = Consequence & { readonly is: 'moved' };

const withAsked = (change: Consequence, cut: ReadonlyMap<number, number>): Consequence => {
  const lost = change.is === 'moved' ? cut.get(change.slot) : undefined;
  return change.is === 'moved' && lost !== undefined ? { ...change, asked: rounded(change.by + lost) } : change;
};

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000 + 0;

/** Less than this of a dial is not worth a word. */
const TINY = 0.05;

/** What the seat may know of one run and not of the other. */
const differences = (scene: Scene, trace: Trace, idle: Trace): Consequence[] => {
  const { game, seat } = scene;
  const [with_, without] = [changesIn(scene, trace), changesIn(scene, idle)];
  const moved = [...new Set([...with_.moved.keys(), ...without.moved.keys()])].flatMap((slot): Moved[] => {
    const by = rounded((with_.moved.get(slot) ?? 0) - (without.moved.get(slot) ?? 0));
    const lasts = lastsOf(trace, idle, slot, by);
    return Math.abs(by) < TINY ? [] : [{ is: 'moved', slot, by, ...(lasts === undefined ? {} : { lasts }) }];
  });
  const entered = game.tracks.flatMap((track, index): Consequence[] => {
    const [from, to] = [idle.world.phases[index]!, trace.world.phases[index]!];
    return from === to || !mayKnow(track.seenBy, seat) ? [] : [{ is: 'entered', track: index, from, to }];
  });
  const points = game.actors.flatMap((_, actor): Consequence[] => {
    const by = rounded((with_.points.get(actor) ?? 0) - (without.points.get(actor) ?? 0));
    return by === 0 ? [] : [{ is: 'points', actor, by }];
  });
  const { ending } = trace.world;
  const ended: Consequence[] = ending >= 0 && ending !== idle.world.ending ? [{ is: 'ended', ending }] : [];
  const seen = [...ended, ...entered, ...moved, ...points];
  const answered = [...with_.triggers].filter(
    (trigger) => !without.triggers.has(trigger) && !with_.telling.has(trigger),
  );
  return [...seen, ...answered.map((trigger): Consequence => ({ is: 'answered', trigger }))];
};

interface Changes {
  readonly moved: Map<number, number>;
  readonly points: Map<number, number>;
  readonly triggers: Set<number>;
  /** Triggers that changed something which the seat sees. */
  readonly telling: Set<number>;
}

const changesIn = ({ game, seat }: Scene, { events }: Pick<Trace, 'events'>): Changes => {
  const changes: Changes = { moved: new Map(), points: new Map(), triggers: new Set(), telling: new Set() };
  for (const event of events) {
    if (event.is === 'triggered') changes.triggers.add(event.trigger);
    if (event.is !== 'moved' && event.is !== 'points') continue;
    if (!mayKnow(causeSeenBy(game, event.cause), seat)) continue;
    if (event.is === 'points') changes.points.set(event.actor, (changes.points.get(event.actor) ?? 0) + event.by);
    else if (sightOf(game, event.slot, seat) !== 'hidden')
      changes.moved.set(event.slot, (changes.moved.get(event.slot) ?? 0) + event.to - event.from);
    else continue;
    if (event.cause.is === 'trigger') changes.telling.add(event.cause.trigger);
  }
  return changes;
};

const isEnd = ({ effect }: Later): boolean => effect < 0;

/** Entries that one list of what comes later has and the other has not. */
const newIn = (trace: Trace, idle: Trace): Later[] => {
  const known = new Map<string, number>();
  for (const later of idle.world.later) known.set(JSON.stringify(later), (known.get(JSON.stringify(later)) ?? 0) + 1);
  return trace.world.later.filter((later) => {
    const left = known.get(JSON.stringify(later)) ?? 0;
    if (left > 0) known.set(JSON.stringify(later), left - 1);
    return left === 0;
  });
};

/** How long a change lasts that ends by itself as a whole. */
const lastsOf = (trace: Trace, idle: Trace, slot: number, by: number): Span | undefined => {
  const ends = newIn(trace, idle).filter((later) => isEnd(later) && later.slot === slot);
  const [end] = ends;
  if (ends.length !== 1 || end === undefined || Math.abs(end.by - by) >= TINY) return undefined;
  return { count: end.turn - trace.world.turn, inPeriods: end.effect === RUNS_OUT_IN_PERIODS };
};

/** What comes in later turns: effects put off, and ends of changes that are not the whole of what moved. */
const laterOf = (scene: Scene, trace: Trace, idle: Trace): Consequence[] =>
  newIn(trace, idle).flatMap((later): Consequence[] => {
    const span = {
      count: later.turn - trace.world.turn,
      inPeriods: isEnd(later) ? later.effect === RUNS_OUT_IN_PERIODS : scene.game.effects[later.effect]!.inPeriods,
    };
    if (
      isEnd(later) &&
      differences(scene, trace, idle).some((one) => one.is === 'moved' && one.slot === later.slot && one.lasts)
    )
      return [];
    const brings = broughtBy(scene, trace.world, later);
    return brings.length === 0 ? [] : [{ is: 'later', in: span, brings }];
  });

/** What an effect brings when it is due, on a world as it stands now. */
const broughtBy = (scene: Scene, world: MutableWorld, later: Later): Consequence[] => {
  const events: GameEvent[] = [];
  const then = copyInPlay(world);
  const tell = (event: GameEvent): void => void events.push(event);
  then.later = [...then.later.filter((other) => other !== later), { ...later, turn: then.turn }];
  const before = [...then.bonus];
  try {
    if (isEnd(later)) endPassing(scene.known, then, tell);
    else applyDue(scene.known, then, tell);
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
  }
  const { moved, points } = changesIn(scene, { events });
  return [
    ...[...moved].flatMap(([slot, by]): Consequence[] =>
      Math.abs(by) < TINY ? [] : [{ is: 'moved', slot, by: rounded(by) }],
    ),
    ...[...points].flatMap(([actor, by]): Consequence[] =>
      then.bonus[actor] === before[actor] ? [] : [{ is: 'points', actor, by }],
    ),
  ];
};

/** Dice that are thrown because of the order, with what each outcome that is an event would bring. */
const thrown = (scene: Scene, trace: Trace): Consequence[] => {
  const { game, known, seat, idle } = scene;
  return trace.dice.flatMap(({ die, odds, world }): Consequence[] => {
    const anyway = idle.dice.find((other) => other.die === die)?.odds;
    const { outcomes, seenBy } = game.dice[die]!;
    const isSeen = mayKnow(seenBy, seat);
    return outcomes.flatMap((outcome, i): Consequence[] => {
      const [chance, before] = [odds[i]! / DIE, anyway === undefined ? undefined : anyway[i]! / DIE];
      if (outcome.event < 0 || !mayKnow(game.events[outcome.event]!.seenBy, seat)) return [];
      if (before === undefined ? odds[i] === 0 : !isSeen || !isOther(chance, before)) return [];
      const happens = copyInPlay(world);
      const brings =
        before === undefined
          ? differences(
              scene,
              withOutcome(known, happens, i),
              withOutcome(known, copyInPlay(world), quietOutcome(known, die, odds)),
            )
          : [];
      return [
        {
          is: 'thrown',
          die,
          outcome: i,
          chance: isSeen ? chance : undefined,
          odds,
          ...(before === undefined ? {} : { before }),
          brings,
        },
      ];
    });
  });
};

/** Whether two odds of one die differ by more than a tenth of the one, and by a tenth of a point. */
const isOther = (chance: number, before: number): boolean =>
  Math.abs(chance - before) >= 0.001 && Math.abs(chance - before) >= 0.1 * Math.max(chance, before);
/** Effects of the order whose condition does not hold now, or is not known to the seat. */
const perhapsOf = (scene: Scene, entry: DocketEntry, outcome: number): Consequence[] => {
  const { game, world } = scene;
  return ownEffects(game, entry, outcome).flatMap((index): Consequence[] => {
    const { when } = game.effects[index]!;
    if (when === undefined || scene.known.effects[index]!.when!.holds(world)) return [];
    const brings = broughtBy(scene, world, { turn: world.turn, effect: index, slot: -1, by: 0 });
    return brings.length === 0 ? [] : [{ is: 'perhaps', when, brings }];
  });
};

const ownEffects = (game: Game, { action, matched }: DocketEntry, outcome: number): readonly number[] => {
  const { die, effects, unmatched } = game.actions[action]!;
  if (!matched) return unmatched;
  return die < 0 ? effects : (game.dice[die]!.outcomes[outcome]?.effects ?? []);
};

/** What happens in one run and not in the other, by event. */
const newEvents = ({ world, idle }: Scene, trace: Trace): Set<number> =>
  new Set(
    trace.world.eventCount.flatMap((count, event) =>
      count > idle.world.eventCount[event]! && count > world.eventCount[event]! ? [event] : [],
    ),
  );

/** Ways and triggers that wait for what the order lets happen, and for something else besides. */
const openings = (scene: Scene, trace: Trace): Consequence[] => {
  const { game, seat, world } = scene;
  const happened = newEvents(scene, trace);
  const waits = ({ events }: Condition['reads']): boolean => [...events].some((event) => happened.has(event));
  const ways = game.chart.transitions.flatMap((way): { track: number; to: number }[] => {
    const { seenBy, phases, groups } = game.tracks[way.track]!;
    const here = phases[world.phases[way.track]!]!.id;
    const around = groups.filter(({ leaves }) => leaves.includes(world.phases[way.track]!)).map(({ id }) => id);
    if (!waits(way.when.reads) || ![here, ...around].includes(way.from) || !mayKnow(seenBy, seat)) return [];
    const to = phases.findIndex(({ id }) => id === way.to);
    return to < 0 || trace.world.phases[way.track] === to ? [] : [{ track: way.track, to }];
  });
  const answers = game.triggers.flatMap((trigger, index): Consequence[] => {
    const isFollowed = scene.known.triggersAt[trigger.at].includes(index);
    const isSeen = includesSeat(trigger.seenBy, seat);
    if (isFollowed || !isSeen || trigger.at === 'situation' || trigger.when === undefined) return [];
    return waits(trigger.when.reads) ? [{ is: 'may-answer', trigger: index }] : [];
  });
  const unique = [...new Map(ways.map((way) => [`${way.track}/${way.to}`, way])).values()];
  return [...unique.map((way): Consequence => ({ is: 'opened', ...way })), ...answers];
};

/** What bounds cut off because of the order, by slot. */
const cutOff = ({ idle }: Scene, trace: Trace): Map<number, number> => {
  const lost = new Map<number, number>();
  for (const { events, sign } of [
    { events: trace.events, sign: 1 },
    { events: idle.events, sign: -1 },
  ])
    for (const event of events)
      if (event.is === 'moved' && event.cause.is === 'bound')
        lost.set(event.slot, (lost.get(event.slot) ?? 0) + sign * (event.from - event.to));
  return new Map([...lost].filter(([, by]) => Math.abs(by) >= TINY));
};
