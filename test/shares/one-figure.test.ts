import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { explain, oddsLine } from '../../src/core/chance/odds.js';
import { percentIn } from '../../src/core/chance/shares.js';
import { prospectWords } from '../../src/core/seat/describe/words.js';
import { chancesBy } from '../../src/core/seat/estimate.js';
import { observe } from '../../src/core/seat/observe.js';
import { start } from '../../src/core/turn/play.js';
import { LIBRARY } from '../../src/scenario/library.js';
import { load } from '../../src/scenario/load.js';
import { outcomeLegend } from '../../src/ui/view/roll.js';
import { firebreak, folderForTests } from '../process/run.js';

/** One order whose chance lies on half a per cent: every place says the same, and its outcomes add up to 100. */

const FILE = fileURLToPath(new URL('./odds52.yaml', import.meta.url));
const { game } = load('odds52.yaml', () => readFileSync(FILE, 'utf8'), {}, LIBRARY);
const picture = observe(game, start(game).world, 0);
const die = game.dice[game.actions[0]!.die]!;

test('the list, what the order would do, the pane and the odds line have one figure', () => {
  const all = chancesBy(game, picture.facts, 0).map(({ probability }) => probability);
  expect([0, 1].map((outcome) => percentIn(all, outcome))).toEqual(['52%', '48%']);
  expect(prospectWords(game, picture, 0).map(({ chance }) => chance)).toEqual(['52%', '48%']);
  const legend = outcomeLegend(die, all, 80, true)
    .flat()
    .map(({ text }) => text)
    .join('');
  expect(legend).toMatch(/yes 52%.*no 48%/);
  const { spread } = die;
  if (spread.by !== 'probability') throw new Error('the order has a probability');
  expect(oddsLine(explain(spread.odds, picture.facts))).toBe('52% = 50 base + 2 push');
});

test('plain lines say it too', () => {
  const played = firebreak(['play', FILE, '--plain', '--seed', '1', '--seat', 'a=human'], {
    cwd: folderForTests(),
    input: '1\n0\n0\n0\n',
  });
  const figures = played.out.match(/\b\d+(?:\.\d+)?%/g) ?? [];
  expect(figures.length).toBeGreaterThan(0);
  expect(figures.filter((figure) => figure !== '52%' && figure !== '48%')).toEqual([]);
});
