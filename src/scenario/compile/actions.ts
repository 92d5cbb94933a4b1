import type { Spread } from '../../core/chance/odds.js';
import { constantNumber, type NumberExpression } from '../../core/language/expression.js';
import {
  type Action,
  EVERYBODY,
  type Joint,
  NOBODY,
  onlySeat,
  type Stage,
  type Trigger,
} from '../../core/program/game.js';
import { STANDARD_STAGES, TRIGGER_STEPS, type TriggerStep } from '../../core/vocabulary.js';
import type { ActionSource, TriggerSource } from '../schema.js';
import {
  addDie,
  type Bench,
  complain,
  complainUnknown,
  exactFor,
  maybeCondition,
  mustBeSeen,
  numberAt,
  originAt,
  placeAt,
  referenceOf,
  refuseTwice,
  seatsAt,
  type Where,
} from './bench.js';
import { compileEffects } from './effects.js';
import { actorsOf } from './events.js';
import { compileOutcomes, compileSpread, spreadSeenBy } from './odds.js';
import { refuseReversed } from './starts.js';

/** Actions and triggers: what actors may do, and what happens by itself. */

const ACTION_LIMITS = [0.02, 0.98] as const;
const NO_LIMITS = [0, 1] as const;

const repliesOf = (bench: Bench, action: ActionSource, path: Where['path']): number[] =>
  (action.reply_to ?? []).flatMap((name, i) => {
    const event = bench.events.get(name);
    if (event === undefined) complainUnknown(bench, [...path, 'reply_to', i], 'event', name, [...bench.events.keys()]);
    return event === undefined ? [] : [event];
  });

const roundOf = (bench: Bench, action: ActionSource, path: Where['path']): number => {
  if (action.round === undefined) return -1;
  const round = bench.source.rounds.findIndex((candidate) => candidate.id === action.round);
  if (round < 0)
    complainUnknown(
      bench,
      [...path, 'round'],
      'consultation round',
      action.round,
      bench.source.rounds.map((candidate) => candidate.id),
    );
  return round;
};

/** The stages of a scenario: its own, or the standard ones. */
export const stagesOf = ({ source }: Bench): Stage[] =>
  source.stages.length > 0
    ? source.stages.map(({ id, label }) => ({ id, label: label ?? id.replaceAll(/[-_]/g, ' ') }))
    : STANDARD_STAGES.map((id) => ({ id, label: id }));

const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Gives each action its place by id, so that where it stands in its file says nothing. */
const withOrder = (bench: Bench, actions: readonly Action[]): Action[] => {
  const actorId = (index: number): string => bench.source.actors[actions[index]!.actor]!.id;
  const sorted = [...actions.keys()].sort(
    (a, b) => byId(actions[a]!.id, actions[b]!.id) || byId(actorId(a), actorId(b)) || a - b,
  );
  return actions.map((action, index) => ({ ...action, order: sorted.indexOf(index) }));
};

/** The source's own action and its position among all compiled ones, for each actor that has it. */
export const compileActions = (bench: Bench): { actions: Action[]; joints: Joint[] } => {
  const actions: Action[] = [];
  const joints: Joint[] = [];
  for (const [i, source] of bench.source.actions.entries()) {
    const path = bench.formed.paths.actions[i]!;
    checkActors(bench, source, path);
    const owners = actorsOf(bench, i);
    const joint = source.keys && owners.length > 1 ? joints.length : -1;
    const own = owners.map((seat) => {
      actions.push(compileAction(bench, source, path, seat, actions.length, owners, joint));
      return actions.length - 1;
    });
    if (joint >= 0) joints.push({ id: source.id, actions: own });
  }
  return { actions: withOrder(bench, actions), joints };
};

const checkActors = (bench: Bench, source: ActionSource, path: Where['path']): void => {
  if ((source.actor === undefined) === (source.actors === undefined))
    complain(
      bench,
      'E202',
      path,
      `the action \`${source.id}\` needs either \`actor\` or \`actors\``,
      'Say who can order it.',
    );
  const ids =
    source.actors === 'all' || source.actors === undefined
      ? source.actor === undefined
        ? []
        : [source.actor]
      : source.actors;
  refuseTwice(bench, ids, (i) => [...path, 'actors', i], 'actor');
  const known = bench.source.actors.map((actor) => actor.id);
  for (const [i, id] of ids.entries())
    if (!known.includes(id))
      complainUnknown(
        bench,
        [...path, ...(source.actor === undefined ? ['actors', i] : ['actor'])],
        'actor',
        id,
        known,
      );
  if (source.keys && source.actors !== 'all' && new Set(source.actors).size < 2)
    complain(bench, 'E306', [...path, 'keys'], 'a two-key order needs at least two actors', 'List them in `actors`.');
  if (source.unmatched && !source.keys)
    complain(bench, 'E306', [...path, 'unmatched'], '`unmatched` needs `keys: true`');
};

const compileAction = (
  bench: Bench,
  source: ActionSource,
  path: Where['path'],
  seat: number,
  index: number,
  owners: readonly number[],
  joint: number,
): Action => {
  const shared = owners.length > 1;
  const where: Where = { path, self: seat };
  const cause = { is: 'action', action: index } as const;
  const actor = bench.source.actors[seat]!;
  const effects = compileEffects(bench, source.effects, { ...where, path: [...path, 'effects'] }, cause);
  const spread = compileSpread(bench, source, where, ACTION_LIMITS);
  if (spread?.by === 'probability' && source.outcomes?.length !== 2)
    complain(
      bench,
      'E306',
      [...path, 'odds'],
      `\`odds\` without cuts need two outcomes, success first, but there are ${source.outcomes?.length ?? 0}`,
      'Add `outcomes: [ { id: success, … }, { id: failure, … } ]`.',
    );
  const action: Action = {
    id: source.id,
    actor: seat,
    label: source.label,
    text: source.text ?? '',
    cost: costAt(bench, source.cost ?? 1, { ...where, path: [...path, 'cost'] }),
    stage: stageAt(bench, source.kind, [...path, 'kind']),
    order: 0,
    round: roundOf(bench, source, path),
    ...maybeCondition(bench, source.when, { ...where, path: [...path, 'when'] }),
    covert: source.covert ?? false,
    group: source.group ?? '',
    once: source.once ?? false,
    cooldown: source.cooldown ?? 0,
    replies: repliesOf(bench, source, path),
    firebreak: false,
    die: spread ? actionDie(bench, source, where, `${actor.id}/${source.id}`, spread, index, effects, owners) : -1,
    effects,
    joint,
    unmatched: compileEffects(
      bench,
      source.unmatched,
      { ...where, path: [...path, 'unmatched'] },
      { ...cause, alone: true },
    ),
    unmatchedEvent: bench.events.get(`${source.id}/unmatched`) ?? -1,
    event: bench.events.get(source.id)!,
    ownEvent: bench.events.get(shared ? `${actor.id}/${source.id}` : source.id)!,
    teaches: source.teaches ?? [],
    tags: source.tags ?? [],
    origin: originAt(bench, path, source),
  };
  mustBeSeen(bench, action.when, seat, [...path, 'when']);
  mustBeSeen(bench, action.cost, seat, [...path, 'cost']);
  return action;
};

const stageAt = (bench: Bench, name: string, path: Where['path']): number => {
  const ids = stagesOf(bench).map(({ id }) => id);
  if (!ids.includes(name)) complainUnknown(bench, path, 'stage', name, ids);
  return ids.indexOf(name);
};

const costAt = (bench: Bench, cost: number | string, where: Where): NumberExpression => {
  const value = numberAt(bench, cost, where);
  if (value.constant !== undefined && !(value.constant >= 0))
    complain(bench, 'E203', where.path, `an order costs 0 or more action points, not ${value.constant}`);
  return value;
};

const actionDie = (
  bench: Bench,
  source: ActionSource,
  where: Where,
  name: string,
  spread: Spread,
  index: number,
  common: readonly number[],
  owners: readonly number[],
): number => {
  const outcomes = compileOutcomes(bench, source, where, { is: 'action', action: index }, common);
  const knowing = source.keys ? owners : [where.self ?? -1];
  const outcomeSeenBy = source.covert ? knowing.reduce((seats, seat) => seats | onlySeat(seat), NOBODY) : EVERYBODY;
  return addDie(bench, `adjudicate/${name}`, {
    use: { is: 'action', action: index },
    label: source.label,
    spread,
    outcomes,
    seenBy: outcomeSeenBy & spreadSeenBy(bench, spread),
    outcomeSeenBy,
  });
};

export const compileTriggers = (bench: Bench): { triggers: Trigger[]; triggersAt: Record<TriggerStep, number[]> } => {
  const triggers = bench.source.triggers.map((source, i) =>
    compileTrigger(bench, source, bench.formed.paths.triggers[i]!, i),
  );
  const order = [...triggers.keys()].sort(
    (a, b) => triggers[b]!.priority - triggers[a]!.priority || byId(triggers[a]!.id, triggers[b]!.id) || a - b,
  );
  refuseRivals(bench, triggers);
  const triggersAt = Object.fromEntries(
    TRIGGER_STEPS.map((step) => [step, order.filter((i) => triggers[i]!.at === step)]),
  ) as Record<TriggerStep, number[]>;
  return { triggers, triggersAt };
};

/** Of one group at most one trigger happens a turn: which one is tested first must be said. */
const refuseRivals = (bench: Bench, triggers: readonly Trigger[]): void => {
  for (const [i, trigger] of triggers.entries()) {
    const rival = triggers
      .slice(0, i)
      .find(
        ({ group, at, priority }) =>
          group >= 0 && group === trigger.group && at === trigger.at && priority === trigger.priority,
      );
    if (rival)
      complain(
        bench,
        'E306',
        [...bench.formed.paths.triggers[i]!, 'group'],
        `\`${rival.id}\` of the same group has the same priority, so that neither comes first`,
        'Give them different `priority` values: the highest is tested first.',
      );
  }
};

const compileTrigger = (bench: Bench, source: TriggerSource, path: Where['path'], index: number): Trigger => {
  const effects = compileEffects(
    bench,
    source.effects,
    { path: [...path, 'effects'] },
    { is: 'trigger', trigger: index },
  );
  const { when } = maybeCondition(bench, source.when, { path: [...path, 'when'] });
  const visible = source.visible ?? false;
  return {
    id: source.id,
    label: source.label,
    text: source.text ?? '',
    at: source.at ?? 'situation',
    priority: source.priority ?? 0,
    ...(when ? { when } : {}),
    once: source.once ?? false,
    cooldown: source.cooldown ?? 0,
    group: source.group === undefined ? -1 : bench.events.get(`group/${source.group}`)!,
    die: triggerDie(bench, source, path, index, effects),
    effects,
    event: bench.events.get(source.id)!,
    visible,
    nothingSeenBy: !visible ? NOBODY : when ? exactFor(bench, when.reads) : EVERYBODY,
    seenBy: seatsAt(bench, source.seen_by, [...path, 'seen_by']),
    teaches: source.teaches ?? [],
    origin: originAt(bench, path, source),
  };
};

const triggerDie = (
  bench: Bench,
  source: TriggerSource,
  path: Where['path'],
  index: number,
  effects: readonly number[],
): number => {
  const forms = [source.chance, source.draw, source.odds].filter((form) => form !== undefined).length;
  if (forms > 1)
    complain(
      bench,
      'E306',
      path,
      `the trigger \`${source.id}\` has more than one of \`chance\`, \`odds\` and \`draw\``,
      'Keep one of them.',
    );
  const purpose = `trigger/${source.id}`;
  const { label } = source;
  if (source.draw) {
    const slot = drawSlot(bench, source.draw.dial, [...path, 'draw', 'dial']);
    refuseReversed(bench, [source.draw.from, source.draw.to], [...path, 'draw', 'from']);
    const use = { is: 'draw', trigger: index, slot, from: source.draw.from, to: source.draw.to } as const;
    return addDie(bench, purpose, {
      use,
      label,
      spread: { by: 'face' },
      outcomes: [],
      seenBy: bench.slots[slot]?.seenBy ?? EVERYBODY,
    });
  }
  const spread: Spread | undefined =
    source.chance === undefined
      ? compileSpread(bench, source, { path }, NO_LIMITS)
      : {
          by: 'probability',
          odds: { base: chanceAt(bench, source.chance, path), factors: [], limits: NO_LIMITS },
          where: placeAt(bench, [...path, 'chance']),
        };
  if (!spread) return -1;
  const outcomes = compileOutcomes(bench, source, { path }, { is: 'trigger', trigger: index }, effects);
  const happens = { id: 'happens', label: 'happens', text: '', effects, event: bench.events.get(source.id)! };
  const nothing = { id: 'nothing', label: 'nothing happens', text: '', effects: [], event: -1 };
  const isYesOrNo = spread.by === 'probability' && outcomes.length === 0;
  if (source.chance !== undefined && source.outcomes?.some((outcome) => outcome.weight !== undefined))
    complain(
      bench,
      'E306',
      [...path, 'chance'],
      '`chance` and weights do not go together',
      'With `chance` the first of two outcomes happens, else the second.',
    );
  if (spread.by === 'probability' && !isYesOrNo && outcomes.length !== 2)
    complain(
      bench,
      'E306',
      [...path, source.chance === undefined ? 'odds' : 'chance'],
      `these odds need no outcomes or two, but there are ${outcomes.length}`,
      'For several outcomes use weights or `cuts`.',
    );
  const outcomeSeenBy = seatsAt(bench, source.seen_by, [...path, 'seen_by']);
  return addDie(bench, purpose, {
    use: { is: 'trigger', trigger: index },
    label,
    spread,
    outcomes: isYesOrNo ? [happens, nothing] : outcomes,
    seenBy: outcomeSeenBy & spreadSeenBy(bench, spread),
    outcomeSeenBy,
  });
};

const chanceAt = (bench: Bench, chance: number | string, path: Where['path']): ReturnType<typeof numberAt> => {
  if (typeof chance === 'number' && (chance < 0 || chance > 1)) {
    complain(
      bench,
      'E203',
      [...path, 'chance'],
      `a probability lies between 0 and 1, not ${chance}`,
      chance > 1 && chance <= 100 ? `Did you mean ${chance / 100}?` : '',
    );
    return constantNumber(0);
  }
  return numberAt(bench, chance, { path: [...path, 'chance'] });
};

const drawSlot = (bench: Bench, name: string, path: Where['path']): number => {
  const found = referenceOf(bench, name);
  if (found?.is === 'number') return found.slot;
  complainUnknown(bench, path, 'dial or counter', name, [...bench.references.keys()]);
  return 0;
};
