import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, diagnosticText } from '../../src/scenario/diagnostics.js';
import { load } from '../../src/scenario/load.js';
import { adviceOn } from '../../src/workshop/meaning/advice.js';

/**
 * Broken scenarios, one fault each, and the same scenarios mended. A row says what must be found and nothing else: the code,
 * the place (line and column from 1), the text that stands there, the lines that mend it, and words that help.
 */

const FOLDER = fileURLToPath(new URL('./warnings/', import.meta.url));

interface Row {
  readonly code: string;
  readonly at: `${number}:${number}`;
  readonly text: string;
  readonly mend: readonly [from: string, to: string];
  readonly says: string;
}

const row = (code: string, at: Row['at'], text: string, mend: Row['mend'], says = ''): Row => ({
  code,
  at,
  text,
  mend,
  says,
});

const ROWS: Readonly<Record<string, Row>> = {
  'allow-without-reason': row('W101', '25:33', '# firebreak: allow W512', [' # firebreak: allow W512', '']),
  'allow-nothing': row('W102', '16:3', '# firebreak: allow W512 because it is only shown', [
    '# firebreak: allow W512 because it is only shown\n',
    '',
  ]),
  'allow-unknown': row('W103', '16:60', '# firebreak: allow W999 because it is only shown', [
    ' # firebreak: allow W999 because it is only shown',
    '',
  ]),
  'allow-error': row('W103', '16:60', '# firebreak: allow E301 because it is only shown', [
    ' # firebreak: allow E301 because it is only shown',
    '',
  ]),
  'title-empty': row('W201', '4:8', '""', ['title: ""', 'title: Small']),
  'summary-missing': row('W201', '4:8', 'Small', [
    'briefing: It is spring.',
    'summary: One dial.\nbriefing: It is spring.',
  ]),
  'briefing-missing': row('W201', '4:8', 'Small', [
    'summary: One dial and one order.',
    'summary: One dial.\nbriefing: It is spring.',
  ]),
  'action-text': row('W202', '18:9', 'act', ['label: Act\n', 'label: Act\n    text: It acts.\n']),
  'ending-text': row('W203', '24:18', 'quiet', ['label: Calm at last,', 'label: Calm at last, text: It is quiet.,']),
  'same-label': row('W204', '26:12', '"Act "', ['label: "Act "', 'label: Act again']),
  'no-goals': row('W205', '10:9', 'a', [
    '    brief: You are Alpha.\n',
    '    brief: You are Alpha.\n    goals: [ { id: calm, label: Calm, weight: 1, score: 100 - tension } ]\n',
  ]),
  'goals-without-weight': row('W205', '10:9', 'a', ['weight: 0,', 'weight: 1,']),
  'no-brief': row('W206', '10:9', 'a', ['    short: A\n', '    short: A\n    brief: You are Alpha.\n']),
  'label-empty': row('W207', '16:27', '" "', ['label: " "', 'label: Tension']),
  'chance-above-one': row(
    'W301',
    '24:48',
    'tension / 80',
    ['chance: tension / 80', 'chance: "clamp(tension / 80, 0, 1)"'],
    '1.25 when `tension` is 100',
  ),
  'base-below-zero': row(
    'W301',
    '24:54',
    'tension / 100 - 0.2',
    ['base: tension / 100 - 0.2', 'base: "max(0, tension / 100 - 0.2)"'],
    '-0.2 when `tension` is 0',
  ),
  'doctrine-odds': row('W301', '13:45', 'tension / 50', ['base: tension / 50 }', 'base: tension / 100 }']),
  'weights-nearly-one': row(
    'W302',
    '24:50',
    '[ { id: big, weight: 0.6, effects: [ { do: adjust, dial: tension, by: 9 } ] }, { id: small, weight: 0.3 } ]',
    ['weight: 0.3', 'weight: 0.4'],
    'add up to 0.9, not to 1',
  ),
  'weights-nearly-hundred': row('W302', '13:35', '[ { id: bold, weight: 60 }, { id: shy, weight: 41 } ]', [
    'weight: 41',
    'weight: 40',
  ]),
  'weights-zero-sometimes': row(
    'W303',
    '13:25',
    '[ { order: act, weight: "tension > 50 ? 1 : 0" } ]',
    ['0" } ]', '0" }, { hold: true } ]'],
    'when `tension` is 0',
  ),
  'weight-negative': row(
    'W304',
    '13:49',
    'tension - 50',
    ['weight: tension - 50', 'weight: "max(0, tension - 50)"'],
    '-50 when `tension` is 0',
  ),
  'divided-by-zero': row(
    'W305',
    '24:84',
    '100 / tension',
    ['by: 100 / tension', 'by: "100 / max(1, tension)"'],
    'without end when `tension` is 0',
  ),
  'root-of-less-than-zero': row(
    'W305',
    '14:57',
    '100 - 10 * sqrt(tension - 50)',
    ['100 - 10 * sqrt(tension - 50)', '"100 - 10 * sqrt(max(0, tension - 50))"'],
    'no number when `tension` is 0',
  ),
  'no-provenance': row(
    'W306',
    '15:11',
    'tension',
    ['id: small\n', 'id: small\nprovenance: design\n'],
    'nor do those of 1 more',
  ),
  'sourced-without-source': row('W307', '24:50', 'sourced', ['provenance: sourced,', 'provenance: design,']),
  'parameter-outside-range': row('W308', '24:35', '1.5', ['value: 1.5,', 'value: 1,']),
  'record-outside-range': row('W308', '28:24', '1.2', ['drift: 1.2', 'drift: 0.2']),
  'preset-outside-range': row('W308', '25:58', '3', ['drift: 3', 'drift: 0.5']),
  'threshold-outside': row('W309', '16:64', '160', ['thresholds: [60, 160]', 'thresholds: [60]']),
  'effect-of-zero': row('W310', '23:49', '0', ['by: 0', 'by: 5']),
  'text-cut-by-a-number': row('W208', '20:12', 'Take hill', ['Take hill #3', '"Take hill #3"'], '`#3` is not shown'),
  'text-cut-in-half': row('W208', '21:11', 'It presses the', ['It presses the # key.', "'It presses the # key.'"]),
  'brace-not-closed': row('W209', '23:87', '{tension', ['{tension now', '{tension} now'], 'Type `{tension}`'),
  'brace-with-more-than-an-id': row('W209', '23:87', '{tension + 1}', ['{tension + 1}', '{tension}']),
  'brace-in-a-label': row('W209', '21:23', '{tension}', ['It acts at {tension}.', 'It acts.']),
  'actors-with-one-short-name': row('W210', '17:12', '"a "', ['short: "a "', 'short: B'], 'the same `short` as `a`'),
  'goal-of-one-point': row(
    'W311',
    '14:57',
    '1 - tension / 100',
    ['score: 1 - tension / 100', 'score: 100 * (1 - tension / 100)'],
    'between 0 and 1 of 100',
  ),
  'goal-always-whole': row(
    'W311',
    '14:57',
    '100 + tension',
    ['score: 100 + tension', 'score: 100 - tension'],
    'works out to 100 to 200',
  ),
  'goal-constant': row('W311', '14:57', '50', ['score: 50', 'score: 100 - tension']),
  'goals-weights': row(
    'W312',
    '14:12',
    '[ { id: calm, label: Calm, weight: 60, score: 100 - tension }, { id: gain, label: Gain, weight: 50, score: tension } ]',
    ['weight: 50', 'weight: 40'],
    'count as 54.5 and 45.5',
  ),
  'phase-unreachable': row('W401', '31:15', 'furious', [
    'go: [ { to: calm, when: tension < 30 } ]',
    'go: [ { to: calm, when: tension < 30 }, { to: furious, when: tension > 90 } ]',
  ]),
  'group-unreachable': row('W401', '31:15', 'far', [
    '{ to: angry, when: tension > 70 }',
    '{ to: far, when: tension > 90 }, { to: angry, when: tension > 70 }',
  ]),
  'phase-without-way-out': row('W402', '30:15', 'angry', ['label: Angry }', 'label: Angry, final: true }']),
  'track-without-effect': row('W403', '25:9', 'mood', [
    'id: alarm, label: Alarm,',
    'id: alarm, label: Alarm, when: mood == "angry",',
  ]),
  'way-never': row(
    'W404',
    '29:59',
    'tension > 120',
    ['when: tension > 120', 'when: tension > 90'],
    '`tension` lies between 0 and 100',
  ),
  'way-too-early': row(
    'W404',
    '29:59',
    'happened("leak")',
    ['at: resolution', 'at: review'],
    '`leak` happens only later in the turn',
  ),
  'way-contradicts': row(
    'W404',
    '29:59',
    'tension > 60 && tension < 40',
    ['when: tension > 60 && tension < 40', 'when: tension > 60 || tension < 40'],
    'contradict',
  ),
  'way-waits-for-its-own': row('W404', '29:59', 'mood == "angry"', [
    'mood == "angry" } ] }',
    'mood == "calm" && tension > 80 } ] }',
  ]),
  'way-forestalled': row(
    'W405',
    '29:94',
    'tension > 80',
    [
      '{ to: cross, when: tension > 50 }, { to: angry, when: tension > 80 }',
      '{ to: angry, when: tension > 80 }, { to: cross, when: tension > 50 }',
    ],
    '`→ cross` above it always comes first',
  ),
  'enter-of-beginning': row('W406', '29:34', 'enter', [
    '{ id: angry, label: Angry, final: true }',
    '{ id: angry, label: Angry, go: [ { to: calm, when: tension < 20 } ] }',
  ]),
  'too-dear': row('W501', '23:11', '5', ['cost: 5', 'cost: 3'], 'more action points than A ever has'),
  'action-never': row('W502', '23:11', 'turn > 20', ['when: turn > 20', 'when: turn > 2'], 'at most 8 turns'),
  'action-waits-for-a-later-step': row('W502', '23:11', 'happened("leak")', [
    'when: happened("leak")',
    'when: turns_since("leak") <= 1',
  ]),
  'trigger-never': row('W503', '24:46', 'tension > 100', ['when: tension > 100', 'when: tension > 90']),
  'trigger-chance-zero': row('W503', '24:19', 'alarm', ['chance: 0 }', 'chance: 0.1 }']),
  'trigger-wrong-sign': row('W503', '24:46', 'slices >= 3', ['by: -1', 'by: 1'], '`slices` is always 0'),
  'triggers-wait-for-each-other': row(
    'W503',
    '25:38',
    'turns_since("second") <= 2',
    ['when: turns_since("second") <= 2 }', 'when: tension > 80 }'],
    '`second` never happens',
  ),
  'ending-never': row('W504', '24:65', 'tension < 0', ['when: tension < 0', 'when: tension < 10']),
  'ending-forestalled': row(
    'W504',
    '26:69',
    'last_turn && tension > 60',
    [
      '{ id: managed, label: Managed, text: Time is up., when: last_turn }',
      '{ id: managed, label: Managed, text: Time is up., when: last_turn && tension <= 60 }',
    ],
    '`managed` above it',
  ),
  'effect-never': row('W505', '31:115', 'mood == "angry"', ['when: mood == "angry" }', 'when: tension > 60 }']),
  'doctrine-never': row('W506', '13:37', 'tension > 100', ['when: tension > 100', 'when: tension > 80']),
  'property-never': row('W507', '24:39', 'tension > 100', ['reachable: tension > 100', 'reachable: tension > 90']),
  'outcome-never': row('W508', '24:71', '0', ['{ id: big, weight: 0,', '{ id: big, weight: 2,']),
  'dial-unmoved': row('W511', '17:11', 'fuel', ['start: 80 }', 'start: 80, upkeep: -2 }']),
  'dial-of-each-unmoved': row('W511', '17:11', 'fuel', ['each: actor }', 'each: actor, upkeep: -2 }']),
  'dial-unread': row('W512', '17:11', 'fuel', ['score: 100 - tension', 'score: 100 - tension + fuel']),
  'counter-unread': row('W512', '24:19', 'alarms', ['when: tension > 60', 'when: tension > 60 && alarms < 3']),
  'flag-unused': row('W512', '24:16', 'alert', ['flags: [ { id: alert, label: Alert } ]\n', ''], 'moves or reads'),
  'flag-told': row(
    'W701',
    '24:34',
    'ready',
    ['kind: force\n', 'kind: force\n    covert: true\n'],
    'tells B that `ready` is set',
  ),
  'flag-asked': row(
    'W701',
    '24:11',
    'tension > 10 && ready',
    ['kind: force\n', 'kind: force\n    covert: true\n'],
    'tells B that `ready` is set',
  ),
  'parameter-unread': row('W513', '24:21', 'drift', ['upkeep: -1', 'upkeep: -drift']),
  'source-uncited': row('W514', '24:18', 's1', ['It is spring.', 'It is spring [s1].']),
  'event-unheard': row('W515', '25:77', 'cease-fire', ['event: cease-fire', 'event: ceasefire']),
  'event-never-brought': row('W516', '24:17', 'ceasefire', [
    '  - { id: relief',
    '  - { id: truce, label: Truce, chance: 0.1, effects: [ { do: signal, event: ceasefire } ] }\n  - { id: relief',
  ]),
  'event-unused': row('W517', '24:17', 'ceasefire', ['events: [ { id: ceasefire } ]\n', '']),
  'action-idle': row('W518', '24:9', 'protest', [
    '    kind: diplomatic\n',
    '    kind: diplomatic\n    effects: [ { do: tell, text: A protest. } ]\n',
  ]),
  'round-idle': row('W519', '24:17', 'talk', ['    kind: force\n', '    kind: force\n    round: talk\n']),
  'effect-too-late': row('W521', '23:59', '8', ['after: 8', 'after: 3']),
  'change-too-long': row('W522', '23:57', '8', ['for: 8', 'for: 3']),
  'once-with-cooldown': row('W523', '24:15', '3', ['    cooldown: 3\n', '']),
  'game-too-long': row('W313', '8:49', '500', ['turns: 500', 'turns: 50'], 'a batch of 1000 games about 4 minutes'),
  'cooldown-too-long': row('W524', '23:15', '8', ['cooldown: 8', 'cooldown: 3']),
};

const textOf = (name: string): string => readFileSync(`${FOLDER}${name}.yaml`, 'utf8');

const advice = (name: string, text: string): Diagnostic[] => adviceOn(load(`${name}.yaml`, () => text));

const summary = ({ code, position: { line, column, length }, excerpt }: Diagnostic): unknown => ({
  code,
  at: `${line}:${column}`,
  text: excerpt.slice(column - 1, column - 1 + length),
});

describe('a scenario with one fault gives one warning, where it is', () => {
  test.each(Object.entries(ROWS))('%s', (name, { code, at, text, says }) => {
    const found = advice(name, textOf(name));
    expect(found.map(summary), found.map(diagnosticText).join('\n')).toEqual([{ code, at, text }]);
    expect(found[0]!.severity).toBe('warning');
    expect(`${found[0]!.message} ${found[0]!.hint}`).toContain(says);
    expect(found[0]!.hint).not.toBe('');
  });
});

describe('the same scenario mended gives none', () => {
  test.each(Object.entries(ROWS))('%s', (name, { mend: [from, to] }) => {
    const text = textOf(name);
    expect(text.split(from)).toHaveLength(2);
    const found = advice(
      name,
      text.replace(from, () => to),
    );
    expect(found.map(diagnosticText)).toEqual([]);
  });
});

test('there is a row for each file and a file for each row', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  expect(Object.keys(ROWS).sort()).toEqual(files.map((file) => file.slice(0, -'.yaml'.length)).sort());
});
