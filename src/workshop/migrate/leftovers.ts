import type { Action, Game } from '../../core/program/game.js';
import { listed } from '../../core/text.js';
import type { Origin } from '../../core/vocabulary.js';
import { contested, effectsRead, effectsWrite, ruleOfAction, shared } from '../touches.js';

/** What changes its meaning and cannot be written another way by itself. */
export interface Leftover {
  readonly origin: Pick<Origin, 'file' | 'line' | 'column'>;
  readonly sentence: string;
}

const namesIn = (game: Game, { slots, events }: ReturnType<typeof shared>): string =>
  listed([
    ...slots.map((slot) => `\`${game.slots[slot]!.id}\``),
    ...events.map((event) => `\`${game.events[event]!.id}\``),
  ]);

const isNone = ({ slots, events }: ReturnType<typeof shared>): boolean => slots.length + events.length === 0;

/** Every list of effects that are asked for together, in the order of the file. */
const listsOf = (game: Game): (readonly number[])[] => [
  ...game.triggers.map(({ effects }) => effects),
  ...game.actions.flatMap(({ effects, unmatched }) => [effects, unmatched]),
  ...game.dice.flatMap(({ outcomes }) => outcomes.map(({ effects }) => effects)),
  ...game.tracks.flatMap(({ phases, groups }) => [...phases, ...groups].flatMap(({ enter, exit }) => [enter, exit])),
  ...game.chart.transitions.map(({ effects }) => effects),
];

const withinLists = (game: Game): Leftover[] =>
  listsOf(game).flatMap((list) =>
    list.flatMap((index, i) => {
      const before = list.slice(0, i);
      const seen = shared(effectsWrite(game, before), effectsRead(game, [index]));
      const { origin } = game.effects[index]!;
      return isNone(seen)
        ? []
        : [
            {
              origin,
              sentence: `this effect read what an effect before it had made of ${namesIn(game, seen)}; now it reads what stood there before both`,
            },
          ];
    }),
  );

const namedTwice = (earlier: Action, later: Action): string =>
  earlier.id === later.id
    ? `\`${later.id}\` of one actor saw what that of another`
    : `\`${later.id}\` saw what \`${earlier.id}\``;

/** Orders of one seat that exclude each other are never carried out together. */
const betweenOrders = (game: Game): Leftover[] => {
  const rules = game.actions.map((action) => ruleOfAction(game, action));
  return game.actions.flatMap((later, i) =>
    game.actions.slice(0, i).flatMap((earlier, j): Leftover[] => {
      if (later.stage !== earlier.stage || later.round !== earlier.round) return [];
      if (later.actor === earlier.actor && later.group !== '' && later.group === earlier.group) return [];
      const [one, other] = [rules[j]!, rules[i]!];
      const seen = shared(one.writes, other.reads);
      const rivals = contested(one, other).filter((slot) => game.slots[slot]!.contested === undefined);
      const { origin } = later;
      return [
        ...(isNone(seen)
          ? []
          : [
              {
                origin,
                sentence: `${namedTwice(earlier, later)} of the same kind had made of ${namesIn(game, seen)}; now neither sees the other`,
              },
            ]),
        ...(rivals.length === 0
          ? []
          : [
              {
                origin,
                sentence: `\`${later.id}\` and \`${earlier.id}\` of the same kind set ${namesIn(game, { slots: rivals, events: [] })} to different values: say with \`contested\` which one holds`,
              },
            ]),
      ];
    }),
  );
};

/** What of a game of the old rules reads differently now, each once, in the order of the file. */
export const leftoversOf = (game: Game): Leftover[] => {
  const all = [...withinLists(game), ...betweenOrders(game)];
  const once = new Map(all.map((one) => [`${one.origin.file}:${one.origin.line}:${one.sentence}`, one]));
  return [...once.values()].sort((a, b) => a.origin.line - b.origin.line || a.origin.column - b.origin.column);
};
