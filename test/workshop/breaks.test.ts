import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCENARIOS } from '../../src/scenario/library.js';
import { firebreak, folderForTests } from '../process/run.js';

/** The flagship, broken by hand in ten ways: `check` names each fault in its first three lines. */

const FLAGSHIP = 'korean-peninsula.yaml';
const MODEL = 'models/crisis.yaml';

interface Break {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Games to explore; 0 where reading is enough. */
  readonly games: number;
  readonly says: RegExp;
}

const BREAKS: readonly Break[] = [
  {
    name: 'a typo in a guard',
    file: MODEL,
    from: `happened("accident")', at: chance }`,
    to: `happened("acident")', at: chance }`,
    games: 0,
    says: /E301: there is no event "acident"/,
  },
  {
    name: 'two phases swapped, so that nobody ever fires',
    file: MODEL,
    from: `- { to: exchange, when: 'happened("exchange-of-fire")', at: resolution }\n          - { to: exchange,`,
    to: `- { to: provocation, when: 'happened("exchange-of-fire")', at: resolution }\n          - { to: provocation,`,
    games: 0,
    says: /W401: the phase `exchange` is out of reach/,
  },
  {
    name: 'a wrong sign that makes war by accident impossible',
    file: MODEL,
    from: '        scale_odds(clamp(accident_extra + (',
    to: '        scale_odds(-clamp(accident_extra + (',
    games: 0,
    says: /W301: this probability is -/,
  },
  {
    name: 'a trigger that never fires',
    file: FLAGSHIP,
    from: 'when: arsenal >= 58 && tension >= 50',
    to: 'when: arsenal >= 158 && tension >= 50',
    games: 0,
    says: /W503: `tunnel-activity` can never fire/,
  },
  {
    name: 'an effect after the end',
    file: FLAGSHIP,
    from: '- { do: adjust, dial: un_unity, by: -6 }',
    to: '- { do: adjust, dial: un_unity, by: -6, after: 900 }',
    games: 0,
    says: /W521: this effect never comes/,
  },
  {
    name: 'a misspelt dial',
    file: FLAGSHIP,
    from: '- { do: adjust, dial: cohesion, by: -1 }',
    to: '- { do: adjust, dial: cohesoin, by: -1 }',
    games: 0,
    says: /E301: there is no dial or counter\s+`cohesoin`/,
  },
  {
    name: 'an ending that cannot come',
    file: MODEL,
    from: 'when: ladder == "general-war"',
    to: 'when: ladder == "general-war" && tension > 100',
    games: 0,
    says: /W504: in this scenario `general-war` can\s+never come/,
  },
  {
    name: 'a claim that is not true',
    file: FLAGSHIP,
    from: 'never: consult == "aligned" && count("envelope-agreed") == 0',
    to: 'never: consult == "aligned" && count("envelope-agreed") > 0',
    games: 150,
    says: /E603: the claim\s+`alignment-needs-an-envelope` is refuted/,
  },
  {
    name: 'a division by zero',
    file: FLAGSHIP,
    from: '- { do: adjust, dial: tension, by: 4 }',
    to: '- { do: adjust, dial: tension, by: 4 / (rung("ladder") - 3) }',
    games: 150,
    says: /E601: Tension would become Infinity/,
  },
  {
    name: 'an unknown unit of time',
    file: FLAGSHIP,
    from: 'unit: month',
    to: 'unit: months',
    games: 0,
    says: /E203: `unit` must be one of day, week, month/,
  },
];

const folder = folderForTests();

test.each(BREAKS)('$name is named at once', ({ name, file, from, to, games, says }) => {
  const copy = join(folder, name.replaceAll(' ', '-'));
  for (const part of [FLAGSHIP, MODEL, 'library/concepts.yaml']) cpSync(join(SCENARIOS, part), join(copy, part));
  const text = readFileSync(join(copy, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(copy, file), text.replace(from, to));
  const explore = games > 0 ? ['--explore', String(games), '--seed', '1', '--witness', join(copy, 'witnesses')] : [];
  const { out } = firebreak(['check', join(copy, FLAGSHIP), ...explore], { cwd: folder });
  expect(out.split('\n').slice(0, 3).join('\n')).toMatch(says);
});
