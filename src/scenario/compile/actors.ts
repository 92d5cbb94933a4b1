import { purposeOf } from '../../core/chance/chance.js';
import { weighted } from '../../core/chance/odds.js';
import { constantNumber } from '../../core/language/expression.js';
import { type Action, type Actor, type DoctrineRule, onlySeat } from '../../core/program/game.js';
import type { ActorSource, DoctrineSource } from '../schema.js';
import type { Path } from '../spans.js';
import {
  addDie,
  type Bench,
  complain,
  complainUnknown,
  maybeCondition,
  mustBeSeen,
  numberAt,
  originAt,
  refuseTwice,
} from './bench.js';
import { compileOdds, oddsReads, weightedAt } from './odds.js';

/** Actors: goals, doctrines, hidden traits. */

/** Marks of seats that give none, legible without colour. */
const MARKS = ['■', '▲', '◆', '●', '▼', '★', '◇', '○'];

export const compileActors = (bench: Bench, actions: readonly Action[]): Actor[] =>
  bench.source.actors.map((source, seat) => {
    const path = bench.formed.paths.actors[seat]!;
    const points = numberAt(bench, source.points ?? 3, { path: [...path, 'points'], self: seat });
    mustBeSeen(bench, points, seat, [...path, 'points']);
    return {
      id: source.id,
      name: source.name,
      short: source.short,
      mark: source.mark ?? MARKS[seat % MARKS.length]!,
      points,
      brief: source.brief ?? '',
      secret: source.secret ?? '',
      goals: (source.goals ?? []).map((goal, i) => {
        const at = [...path, 'goals', i];
        return {
          id: goal.id,
          label: goal.label,
          weight: goal.weight,
          score: numberAt(bench, goal.score, { path: [...at, 'score'], self: seat }),
          origin: originAt(bench, at, goal),
        };
      }),
      redLines: source.red_lines ?? [],
      doctrine: (source.doctrine ?? []).map((rule, i) =>
        compileRule(bench, rule, [...path, 'doctrine', i], seat, i, actions),
      ),
      origin: originAt(bench, path, {}),
    };
  });

const actionOf = (bench: Bench, id: string, path: Path, seat: number, actions: readonly Action[]): number => {
  const index = actions.findIndex((action) => action.actor === seat && action.id === id);
  const own = actions.filter((action) => action.actor === seat).map((action) => action.id);
  if (index < 0) complainUnknown(bench, path, `action of ${bench.source.actors[seat]!.short}`, id, own);
  return index;
};

/** Rounds in which one of these actions can be ordered. */
const roundsOf = (choices: readonly number[], actions: readonly Action[]): number[] => [
  ...new Set(choices.map((action) => actions[action]?.round ?? -1)),
];

const compileRule = (
  bench: Bench,
  rule: DoctrineSource,
  path: Path,
  seat: number,
  index: number,
  actions: readonly Action[],
): DoctrineRule => {
  const id = rule.id ?? ('order' in rule ? rule.order : `rule-${index + 1}`);
  const sameId = bench.source.actors[seat]!.doctrine!.filter(
    (other, i) => i < index && (other.id ?? ('order' in other ? other.order : `rule-${i + 1}`)) === id,
  ).length;
  const purpose = purposeOf(`policy/${bench.source.actors[seat]!.id}/${id}${sameId > 0 ? `/${sameId + 1}` : ''}`);
  const when = maybeCondition(bench, rule.when, { path: [...path, 'when'], self: seat });
  mustBeSeen(bench, when.when, seat, [...path, 'when'], true);
  if ('pick' in rule) {
    const choices = rule.pick.map((choice, i) => {
      const at = [...path, 'pick', i];
      if ((choice.order === undefined) === (choice.hold === undefined))
        complain(bench, 'E202', at, 'a choice needs either `order` or `hold: true`');
      const weight = numberAt(bench, choice.weight ?? 1, { path: [...at, 'weight'], self: seat });
      mustBeSeen(bench, weight, seat, [...at, 'weight'], true);
      return {
        action: choice.order === undefined ? -1 : actionOf(bench, choice.order, [...at, 'order'], seat, actions),
        weight,
      };
    });
    const positions = choices.map((choice) => choice.action);
    const spread = weightedAt(
      bench,
      rule.pick.map((choice) => choice.weight ?? 1),
      choices.map((choice) => choice.weight),
      [...path, 'pick'],
    );
    return { id, ...when, purpose, rounds: roundsOf(positions, actions), is: 'pick', choices: positions, spread };
  }
  const odds = rule.odds && compileOdds(bench, rule.odds, { path: [...path, 'odds'], self: seat }, [0, 1]);
  for (const expression of odds ? oddsReads(odds) : []) mustBeSeen(bench, expression, seat, [...path, 'odds'], true);
  const action = actionOf(bench, rule.order, [...path, 'order'], seat, actions);
  const replyTo = rule.reply_to === undefined ? -1 : (bench.events.get(rule.reply_to) ?? -1);
  if (action >= 0 && rule.reply_to !== undefined && !(actions[action]?.replies.includes(replyTo) ?? false))
    complain(
      bench,
      'E301',
      [...path, 'reply_to'],
      `\`${rule.order}\` cannot wait for \`${rule.reply_to}\``,
      'The action’s `reply_to` lists the events it can wait for.',
    );
  return {
    id,
    ...when,
    purpose,
    rounds: roundsOf([action], actions),
    is: 'order',
    action,
    replyTo,
    ...(odds ? { odds } : {}),
  };
};

/** The setup's dice: hidden traits, the horizon, start values drawn from a range. */
export const compileSetup = (bench: Bench, turns: readonly [number, number]): number[] => {
  const dice: number[] = [];
  let trait = 0;
  for (const [seat, actor] of bench.source.actors.entries()) {
    checkTraits(bench, actor, bench.formed.paths.actors[seat]!);
    for (const [i, source] of (actor.traits ?? []).entries()) {
      dice.push(traitDie(bench, actor, source, [...bench.formed.paths.actors[seat]!, 'traits', i], seat, trait));
      trait += 1;
    }
  }
  const lengths = Array.from({ length: turns[1] - turns[0] + 1 }, (_, i) => turns[0] + i);
  const horizon = lengths.map((length) => ({
    id: String(length),
    label: `${length} turns`,
    text: '',
    effects: [],
    event: -1,
  }));
  dice.push(
    addDie(bench, 'setup/horizon', {
      use: { is: 'horizon' },
      label: 'The hidden last turn',
      spread: weighted(lengths.map(() => constantNumber(1))),
      outcomes: horizon,
      seenBy: 0,
    }),
  );
  for (const [index, slot] of bench.slots.entries()) {
    if (typeof slot.start === 'number') continue;
    const use = { is: 'start', slot: index, from: slot.start.from, to: slot.start.to } as const;
    dice.push(
      addDie(bench, `setup/start/${slot.id}`, {
        use,
        label: `Start of ${slot.label}`,
        spread: { by: 'face' },
        outcomes: [],
        seenBy: slot.seenBy,
      }),
    );
  }
  return dice;
};

/** Two traits of one id, or two values, would share a die or a name. */
const checkTraits = (bench: Bench, actor: ActorSource, path: Path): void => {
  const traits = actor.traits ?? [];
  refuseTwice(
    bench,
    traits.map((trait) => trait.id),
    (i) => [...path, 'traits', i, 'id'],
    'trait',
  );
  for (const [i, trait] of traits.entries())
    refuseTwice(
      bench,
      trait.values.map((value) => value.id),
      (j) => [...path, 'traits', i, 'values', j, 'id'],
      'value',
    );
};

const traitDie = (
  bench: Bench,
  actor: ActorSource,
  source: NonNullable<ActorSource['traits']>[number],
  path: Path,
  seat: number,
  trait: number,
): number => {
  const weights = source.values.map((value, i) =>
    numberAt(bench, value.weight, { path: [...path, 'values', i, 'weight'] }),
  );
  const outcomes = source.values.map((value) => ({
    id: value.id,
    label: value.label ?? value.id,
    text: value.text ?? '',
    effects: [],
    event: -1,
  }));
  return addDie(bench, `setup/trait/${actor.id}/${source.id}`, {
    use: { is: 'trait', trait },
    label: `${actor.short}: ${source.label ?? source.id}`,
    spread: weightedAt(
      bench,
      source.values.map((value) => value.weight),
      weights,
      [...path, 'values'],
    ),
    outcomes,
    seenBy: onlySeat(seat),
  });
};
