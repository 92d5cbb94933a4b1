import type { NumberTree } from '../../core/language/tree.js';
import { type Cause, type Change, includesSeat, type Seats } from '../../core/program/game.js';
import { insertionsIn } from '../../core/program/insert.js';
import type { EffectSource } from '../schema.js';
import {
  type Bench,
  complain,
  complainUnknown,
  maybeCondition,
  numberAt,
  numberOfTree,
  originAt,
  referenceOf,
  seatAt,
  seatsAt,
  type Where,
} from './bench.js';
import { additionOf } from './lower.js';

/** Effects, lowered to the few changes that the rules know. */

const slotOf = (bench: Bench, name: string, kind: 'number' | 'flag', where: Where): number => {
  const self = bench.source.actors[where.self ?? -1]?.id ?? 'self';
  const found = referenceOf(bench, name.replace(/\.self$/, `.${self}`));
  if (found?.is === kind) return found.slot;
  const word = kind === 'flag' ? 'flag' : 'dial or counter';
  if (found?.is === 'group' && found.members.size > 0 && [...found.members.values()].some((of) => of.is === 'number'))
    complain(
      bench,
      'E301',
      where.path,
      `say whose \`${name}\` changes`,
      `There are: ${[...found.members.keys()].map((id) => `${name}.${id}`).join(', ')}.`,
    );
  else if (found)
    complain(
      bench,
      'E301',
      where.path,
      `\`${name}\` is not a ${word}`,
      found.is === 'parameter' ? 'A parameter does not change during a game.' : '',
    );
  else complainUnknown(bench, where.path, word, name, namesOf(bench, kind));
  return -1;
};

const namesOf = (bench: Bench, kind: 'number' | 'flag'): string[] =>
  [...bench.references].flatMap(([name, reference]) => {
    if (reference.is === kind) return [name];
    return reference.is === 'group'
      ? [...reference.members].filter(([, of]) => of.is === kind).map(([member]) => `${name}.${member}`)
      : [];
  });

/** What multiplying a slot adds to it: (f − 1) times its value. */
export const scaledBy = (factor: NumberTree, slot: number): NumberTree => ({
  is: 'arithmetic',
  sign: '*',
  of: [
    { is: 'arithmetic', sign: '-', of: [factor, { is: 'number', value: 1 }] },
    { is: 'atom', atom: { is: 'slot', index: slot } },
  ],
});

const changeOf = (bench: Bench, effect: EffectSource, where: Where): Change => {
  // What waits is worked out when it comes, whatever its condition says by then.
  const given = (effect.after ?? 0) > 0 ? undefined : effect.when;
  const at = (key: string): Where => ({ ...where, path: [...where.path, key], given });
  switch (effect.do) {
    case 'adjust':
      return {
        is: 'adjust',
        slot: slotOf(bench, effect.dial, 'number', at('dial')),
        by: numberAt(bench, effect.by, at('by')),
        lasts: effect.for ?? 0,
      };
    case 'set': {
      const slot = slotOf(bench, effect.dial, 'number', at('dial'));
      const to = numberAt(bench, effect.to, at('to'));
      const added = additionOf(to.tree, slot);
      return added === undefined
        ? { is: 'set', slot, to }
        : { is: 'adjust', slot, by: numberOfTree(bench, added, to.text), lasts: 0 };
    }
    case 'scale': {
      const slot = slotOf(bench, effect.dial, 'number', at('dial'));
      const factor = numberAt(bench, effect.by, at('by'));
      const by = numberOfTree(bench, scaledBy(factor.tree, slot), factor.text);
      return { is: 'adjust', slot, by, lasts: effect.for ?? 0 };
    }
    case 'flag':
      return {
        is: 'raise',
        slot: slotOf(bench, effect.flag, 'flag', at('flag')),
        to: effect.to ?? true,
        lasts: effect.for ?? 0,
      };
    case 'signal':
      return { is: 'signal', event: bench.events.get(effect.event) ?? -1 };
    case 'points': {
      const actor =
        effect.actor === 'self' && where.self !== undefined
          ? where.self
          : seatAt(bench, effect.actor, at('actor').path);
      return { is: 'points', actor, by: numberAt(bench, effect.by, at('by')) };
    }
    case 'tell': {
      const seats = seatsAt(bench, effect.to, at('to').path, where.self);
      checkInsertions(bench, effect.text, seats, at('text'));
      return { is: 'tell', text: effect.text, seats };
    }
  }
};

/** A message may tell a seat only numbers that it sees. */
const checkInsertions = (bench: Bench, text: string, seats: Seats, where: Where): void => {
  for (const name of insertionsIn(text)) {
    const slot = slotOf(bench, name, 'number', where);
    if (slot < 0) continue;
    const blind = bench.source.actors.filter(
      (_, seat) => includesSeat(seats, seat) && !includesSeat(bench.slots[slot]!.seenBy, seat),
    );
    const names = blind.map((actor) => actor.short).join(', ');
    if (names !== '')
      complain(
        bench,
        'E304',
        where.path,
        `not seen exactly by ${names}: \`${name}\``,
        'A message may tell a seat only what it sees: take it out, or name other seats in `to`.',
      );
  }
};

const inPeriods = (bench: Bench, effect: EffectSource, { path }: Where): boolean => {
  if (effect.in === undefined) return false;
  if ((effect.after ?? 0) === 0 && !('for' in effect))
    complain(bench, 'E306', [...path, 'in'], '`in` needs `after` or `for`', 'It says what they count.');
  return effect.in === 'periods';
};

/** Compiles a list of effects and gives their positions. */
export const compileEffects = (
  bench: Bench,
  effects: readonly EffectSource[] | undefined,
  where: Where,
  cause: Cause,
): number[] =>
  (effects ?? []).map((effect, i) => {
    const here: Where = { ...where, path: [...where.path, i] };
    const compiled = {
      change: changeOf(bench, effect, here),
      ...maybeCondition(bench, effect.when, { ...here, path: [...here.path, 'when'] }),
      after: effect.after ?? 0,
      inPeriods: inPeriods(bench, effect, here),
      cause,
      origin: originAt(bench, here.path, {}),
    };
    return bench.effects.push(compiled) - 1;
  });
