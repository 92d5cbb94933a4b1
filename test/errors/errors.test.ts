import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { type Diagnostic, diagnosticText, ScenarioError } from '../../src/scenario/diagnostics.js';
import { bundledModels, LIBRARY, readFrom, SCENARIOS } from '../../src/scenario/library.js';
import { checkModel, load } from '../../src/scenario/load.js';

/**
 * Broken scenarios, one fault each: the file name says the fault. A row says what must be found: the code, the line and the
 * column (both from 1), the offending text, and words of the message or the hint that help. Nothing else may be found.
 */

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

const findings = (entry: string, read = readFrom(FOLDER)): readonly Diagnostic[] => {
  try {
    load(entry, read, {}, LIBRARY);
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics;
    throw error;
  }
  return [];
};

interface Row {
  readonly code: string;
  readonly at: `${number}:${number}`;
  /** What stands there; an empty text where there is nothing to point at. */
  readonly text: string;
  readonly says: RegExp;
  /** The file, when it is not the scenario's own. */
  readonly file?: string;
}

const row = (code: string, at: Row['at'], text: string, says: RegExp, file?: string): Row => ({
  code,
  at,
  text,
  says,
  ...(file === undefined ? {} : { file }),
});

const ROWS: Readonly<Record<string, Row>> = {
  // The file
  'yaml-unclosed-list': row('E101', '7:1', 'f', /a `\]` is missing.*A `\[` above/s),
  'yaml-bad-quote': row('E101', '8:1', '', /closing `"` is missing/),
  'yaml-colon-in-text': row('E101', '6:22', ':', /a colon and a space begin a value.*in quotes/s),
  'tab-indentation': row('E101', '7:1', '\t', /tabs/),
  'duplicate-key': row('E102', '10:5', 'label', /duplicate key `label`.*Keep one/s),
  'forbidden-key-proto': row('E103', '6:12', '__proto__', /`__proto__` is not allowed/),
  'forbidden-key-constructor': row('E103', '7:17', 'constructor', /`constructor` is not allowed/),
  alias: row('E104', '7:11', '*words', /aliases.*Write the value out/s),
  'merge-key': row('E104', '8:11', '*leak', /aliases.*Write the value out/s),
  'unknown-tag': row('E101', '6:10', '!!js/function', /tags are not part of the scenario language/),
  'escape-in-text': row('E106', '6:10', '"A \\e[31mred\\e[0m alert"', /U\+001B.*Take it out/s),
  'text-direction-mark': row('E106', '6:10', '"user \\u202E txt"', /U\+202E.*Take it out/s),
  'list-not-map': row('E101', '1:1', '-', /map of keys, beginning with `firebreak: 1`/),
  'word-not-map': row('E101', '1:1', 'h', /map of keys, beginning with `firebreak: 1`/),
  empty: row('E101', '1:1', '', /map of keys, beginning with `firebreak: 1`/),
  'comments-only': row('E101', '1:1', '#', /map of keys, beginning with `firebreak: 1`/),
  'key-not-word': row('E101', '6:12', '[a, b]', /a key must be a plain word/),
  'nested-too-deep': row('E105', '6:210', '{ a: { a: { a: { a: { a: 1 } } } } }', /more than 40 levels/),

  // What people type from habit
  'expression-and-on-the-second-line': row('E302', '13:7', 'and', /type `&&`/),
  'expression-curly-quotes': row('E302', '11:45', '“', /typographic quotation mark: type `"`/),
  'expression-value-without-quotes': row('E302', '11:44', 'limited-war', /type `"limited-war"`/),
  'expression-typographic-minus': row('E302', '9:44', '−', /type `-`/),
  'expression-decimal-comma': row('E302', '11:22', ',', /a decimal is written with a point/),
  'expression-chained': row('E302', '9:36', '0 < tension < 40', /write `0 < x && x < 60`/),
  'number-with-typographic-minus': row('E203', '9:41', '−5', /takes a number.*Type `-5`/s),
  'number-with-decimal-comma': row('E203', '11:10', '0,5', /takes a number.*Type `0\.5`/s),
  'yaml-choice-in-braces': row('E101', '9:55', ':', /expression needs quotes.*from its first letter/s),
  'yaml-comment-in-braces': row('E101', '9:29', '#', /`#3 is taken, when: turn > 3 }` is not read.*quotes/s),
  'yaml-comment-in-a-text': row('E101', '11:20', '#', /`# three` is not read.*quotes/s),
  'yaml-comma-in-braces': row('E203', '9:49', '3) < 40', /a comma ends a text.*Put all of `when` in quotes/s),
  'yaml-braces-in-a-text': row('E101', '9:42', '{', /`\{` begins a map in YAML.*in quotes/s),
  'yaml-exclamation-mark': row('E101', '9:36', '!', /`!` begins a tag in YAML.*in quotes/s),
  'yaml-quotes-in-quotes': row('E101', '9:28', "s calm'", /ended at the `'` before this.*type `''`/s),
  'yaml-no-space-behind-a-colon': row('E101', '9:7', ':', /needs a space behind it.*`id: calm`/s),
  'yaml-full-width-comma': row('E101', '9:15', '，', /full-width sign.*Type `,`/s),
  'yaml-columns': row('E101', '10:1', ' ', /does not begin where its neighbours do.*same column/s),

  // Keys and types
  'version-missing': row('E202', '1:1', 'id: broken', /`firebreak` is missing.*1/s),
  'version-later': row('E203', '1:12', '2', /write `firebreak: 1`/),
  'version-as-text': row('E203', '1:12', '"1"', /write `firebreak: 1`/),
  'unknown-key-top': row('E201', '6:1', 'trigers', /Did you mean `triggers`/),
  'unknown-key-item': row('E201', '7:32', 'strat', /Did you mean `start`/),
  'unknown-key-effect': row('E201', '10:38', 'too', /Did you mean `to`/),
  'unknown-key-phase': row('E201', '11:21', 'rnug', /Did you mean `rung`/),
  'unknown-key-empty': row('E203', '9:5', 'strat', /`strat` has no value/),
  'missing-title': row('E202', '1:1', 'firebreak: 1', /`title` is missing/),
  'missing-clock': row('E202', '1:1', 'firebreak: 1', /`clock` is missing.*clock: \{ unit/s),
  'missing-actors': row('E202', '1:1', 'firebreak: 1', /at least one actor.*Add `actors/s),
  'missing-label': row('E202', '8:5', '{ id: tension, start: 40 }', /`label` is missing.*It takes text/s),
  'missing-start': row('E202', '7:5', '{ id: tension, label: Tension }', /`start` is missing/),
  'missing-initial': row('E202', '7:5', 'id: mood', /`initial` is missing/),
  'wrong-type-number': row('E203', '7:43', 'high', /`start` takes a number/),
  'wrong-type-text': row('E203', '7:27', '7', /`label` takes text/),
  'wrong-type-list': row('E203', '6:11', '{ id: leak, label: Leak }', /`triggers` takes a list/),
  'wrong-type-boolean': row('E203', '7:39', '1', /`start` takes true or false/),
  'item-not-map': row('E203', '7:5', 'leak', /takes a map/),
  'not-whole': row('E203', '6:21', '1.5', /takes a whole number/),
  'too-many': row('E203', '6:21', '11', /must be at most 10/),
  'enum-kind': row('E301', '7:48', 'forse', /no stage `forse`.*Did you mean `force`/s),
  'enum-unit': row('E203', '4:16', 'weeks', /one of day, week, .*Did you mean `week`/s),
  'enum-effect': row('E203', '10:15', 'ajust', /no effect `ajust`.*adjust/s),
  'effect-without-do': row('E203', '8:41', '{ dial: tension, by: 1 }', /`do` is missing.*adjust, set/s),
  'id-with-capital': row('E203', '7:11', 'Tension', /small letters/),
  'id-with-hyphen': row('E203', '7:11', 'home-front', /small letters, digits and _/),
  'date-impossible': row('E203', '4:29', '2026-02-30', /no day 30 in February 2026: it has 28 days.*YYYY-MM-DD/s),
  'date-of-no-leap-year': row('E203', '4:29', '1900-02-29', /no day 29 in February 1900: it has 28 days/),
  'date-of-no-month': row('E203', '4:29', '2026-13-01', /there is no month 13/),
  'date-form': row('E203', '4:29', '"5 January 2026"', /not a date.*YYYY-MM-DD/s),
  'turns-reversed': row('E203', '4:48', '[12, 10]', /ends before it begins.*lower number first/s),

  // Ids
  'id-reserved': row('E303', '7:11', 'turn', /word of the language.*another id/s),
  'id-word-of-cel': row('E303', '7:11', 'package', /word of the language/),
  'id-type-of-cel': row('E303', '7:11', 'list', /word of the language/),
  'id-twice': row('E303', '9:11', 'tension', /duplicate id `tension` in `dials`.*another id/s),
  'id-of-two-kinds': row('E303', '9:11', 'alert', /already names something else.*different ids/s),
  'id-of-an-actor': row('E303', '5:17', 'rok', /already names something else.*different ids/s),
  'id-of-trigger-and-action': row('E303', '9:11', 'leak', /also a trigger.*different ids/s),
  'outcome-twice': row('E303', '11:15', 'big', /duplicate outcome `big`/),

  // Expressions
  'expression-unknown-dial': row('E301', '9:48', 'tensoin', /nothing called `tensoin`.*Did you mean `tension`/s),
  'expression-unknown-dial-quoted': row('E301', '9:49', 'tensoin', /Did you mean `tension`/),
  'expression-unknown-part': row('E301', '9:41', 'rokk', /no part `rokk`.*Did you mean `rok`/s),
  'expression-unknown-phase': row('E301', '12:44', '"alram"', /`mood` has no phase.*Did you mean `alarm`/s),
  'expression-unknown-phase-in-list': row('E301', '12:55', '"clam"', /`mood` has no phase.*Did you mean `calm`/s),
  'expression-unknown-function': row('E301', '9:37', 'maximum(tension, 4)', /no function `maximum`/),
  'expression-wrong-arguments': row('E302', '9:36', 'max(tension)', /takes 2 number/),
  'expression-number-with-word': row('E302', '9:36', 'tension > "high"', /do not go together: number > word/),
  'expression-track-with-number': row('E302', '12:36', 'mood > 3', /do not go together: word > number/),
  'expression-number-for-condition': row('E302', '9:36', 'tension + 1', /a condition was expected.*tension > 60/s),
  'expression-condition-for-number': row('E302', '9:74', 'tension > 60', /a number was expected.*\? 1 : 0/s),
  'expression-unfinished': row('E302', '9:45', ' ', /EOF|end/),
  'expression-empty': row('E302', '7:36', '"', /EOF|end/),
  'expression-too-deep': row('E302', '7:137', '(', /too large|too deep/),
  'unknown-event': row('E301', '9:45', '"leek"', /no event "leek".*Did you mean `leak`/s),
  'unknown-ordered': row('E301', '9:44', '"fier"', /no action "fier".*Did you mean `fire`/s),
  'unknown-track': row('E301', '12:45', '"mod"', /no track "mod".*Did you mean `mood`/s),
  'unknown-quantity': row('E301', '9:41', '"tensions"', /no dial or track.*Did you mean `tension`/s),
  'last-turn-in-guard': row('E305', '10:52', 'last_turn', /only by endings/),

  // References
  'unknown-actor': row('E301', '7:24', 'rkk', /no actor `rkk`.*Did you mean `rok`/s),
  'unknown-actor-in-round': row('E301', '7:39', 'usa', /no actor `usa`.*There are: rok, dprk/s),
  'unknown-round': row('E301', '8:65', 'tlak', /no consultation round.*Did you mean `talk`/s),
  'unknown-source': row('E301', '8:56', 'boook', /no source.*Did you mean `book`/s),
  'unknown-effect-dial': row('E301', '9:61', 'tensoin', /Did you mean `tension`/),
  'unknown-effect-flag': row('E301', '8:59', 'alret', /Did you mean `alert`/),
  'effect-on-parameter': row('E301', '8:61', 'risk', /A parameter does not change/),
  'effect-on-flag': row('E301', '8:58', 'alert', /`alert` is not a dial or counter/),
  'effect-without-owner': row('E301', '8:61', 'home', /say whose `home` changes.*home\.rok, home\.dprk/s),
  'reply-to-unknown': row('E301', '8:72', 'leek', /Did you mean `leak`/),
  'keys-with-one-actor': row('E306', '7:41', 'true', /at least two actors.*`actors`/s),
  'unmatched-without-keys': row('E306', '7:71', '[]', /needs `keys: true`/),
  'action-without-actor': row(
    'E202',
    '7:5',
    '{ id: drill, label: Drill, kind: exercise }',
    /either `actor` or `actors`/,
  ),
  'doctrine-unknown-order': row('E301', '5:71', 'fier', /no action of ROK.*Did you mean `fire`/s),
  'doctrine-of-another': row('E301', '5:71', 'march', /no action of ROK `march`.*There are: fire/s),
  'doctrine-cannot-wait': row('E301', '5:87', 'leak', /`fire` cannot wait for `leak`.*reply_to/s),
  'doctrine-reads-hidden-trait': row('E304', '5:83', 'dprk.type == "hawk"', /ROK does not see `dprk\.type`/),
  'action-reads-unseen': row('E304', '9:61', 'plan > 50', /ROK does not see `plan`.*who sees it/s),
  'action-reads-unseen-gauge': row('E304', '11:61', 'hint', /ROK does not see `plan`/),

  // Odds
  'cuts-count': row('E306', '12:11', '[-1, 1]', /2 cuts make 3 outcomes, but there are 2/),
  'cuts-fall': row('E306', '12:11', '[1, -1]', /cuts must rise/),
  'weights-with-odds': row('E306', '11:11', '{ base: 0.5 }', /do not go together/),
  'odds-with-one-outcome': row('E306', '11:11', '{ base: 0.5 }', /need two outcomes.*but there are 1.*Add `outcomes/s),
  'odds-without-outcomes': row('E306', '11:11', '{ base: 0.5 }', /need two outcomes.*but there are 0.*Add `outcomes/s),
  'outcome-without-weight': row('E306', '11:41', '{ id: miss }', /no odds.*`weight`/s),
  'probability-in-percent': row('E203', '7:38', '45', /between 0 and 1, not 45.*Did you mean 0\.45/s),
  'base-in-percent': row('E203', '11:19', '65', /between 0 and 1, not 65.*Did you mean 0\.65/s),
  'negative-weight': row('E203', '11:36', '-1', /a weight is 0 or more/),
  'limits-reversed': row('E203', '11:21', '[0.9, 0.1]', /lower limit must be below/),
  'chance-and-odds': row(
    'E306',
    '7:5',
    '{ id: leak, label: Leak, chance: 0.5, odds: { base: 0.5 } }',
    /Keep one of them/,
  ),
  'range-reversed': row('E203', '7:34', '[2, 0]', /lower number first/),
  'dial-range-empty': row('E203', '7:51', '10', /`min` must be below `max`/),

  // Tracks and properties
  'initial-unknown': row('E301', '9:14', 'clam', /no phase `clam`.*Did you mean `calm`/s),
  'initial-unknown-inside': row('E301', '11:30', 'hot', /no phase `hot`.*There are: cool, cold/s),
  'go-to-unknown': row('E301', '11:33', 'alram', /Did you mean `alarm`/),
  'final-with-ways-out': row('E306', '11:38', '[ { to: alarm, when: turn > 1 } ]', /Take out `final` or `go`/),
  'final-with-phases-inside': row('E306', '11:28', 'true', /has phases inside.*one of the phases inside final/s),
  'final-inside-a-way-out': row('E306', '13:52', 'true', /the phase around it has ways out.*beside/s),
  'property-unknown-ending': row('E301', '9:32', `'ending == "peacee"'`, /no ending `peacee`.*Did you mean `peace`/s),
  'property-two-claims': row('E202', '9:5', '{ id: possible, never: turn > 9, always: turn < 9 }', /exactly one claim/),

  // Records, concepts and disguises
  'record-unknown-actor': row('E301', '13:33', 'rko', /no actor `rko`.*Did you mean `rok`/s),
  'record-unknown-action': row('E301', '13:39', 'fier', /no action of ROK `fier`.*Did you mean `fire`/s),
  'record-action-of-another': row('E301', '13:39', 'march', /no action of ROK `march`.*There are: fire/s),
  'record-unknown-outcome': row('E301', '13:70', 'hti', /no outcome `hti`.*Did you mean `hit`/s),
  'record-unknown-die': row('E301', '13:35', 'leek', /no die `leek`.*Did you mean `leak`/s),
  'record-without-die': row('E306', '13:69', 'success', /`march` has no die.*Take it out/s),
  'record-outcome-without-order': row('E306', '13:45', 'hit', /ROK did not order `fire`.*Add the order/s),
  'record-turns-out-of-order': row('E306', '13:33', '1', /turn 1 stands behind turn 2.*in order/s),
  'record-turn-twice': row('E306', '13:33', '2', /turn 2 stands behind turn 2.*each once/s),
  'record-beyond-the-clock': row('E203', '13:20', '5', /at most 4 turns, not 5/),
  'record-expects-unknown': row('E301', '13:53', '"leek"', /no event "leek".*Did you mean `leak`/s),
  'record-cannot-wait': row('E301', '13:65', 'leak', /`fire` cannot wait for `leak`.*reply_to/s),
  'record-unknown-setup': row('E301', '13:12', 'rok.type', /no die `rok\.type`.*There are: horizon/s),
  'in-without-after': row('E306', '10:56', 'periods', /`in` needs `after` or `for`/),
  'record-setup-of-a-preset': row(
    'E306',
    '11:21',
    '40',
    /`tension` starts at 50 under the preset of the record, not at 40/,
  ),
  'record-unknown-preset': row('E301', '13:11', 'calm', /no preset `calm`/),
  'record-presets-of-one-group': row('E306', '13:11', 'calm+harsh', /of one group.*Keep one/s),
  'record-unknown-parameter': row('E301', '13:17', 'risk', /no parameter `risk`/),
  'record-unknown-ending': row('E301', '12:11', 'peacee', /no ending `peacee`.*Did you mean `peace`/s),
  'record-without-ending': row('E202', '12:3', 'turns: [ { turn: 1 } ]', /`ending` is missing/),
  'record-draw-out-of-range': row('E203', '13:41', '120', /outside the range from 0 to 100/),
  'unknown-concept': row('E307', '6:58', 'grey-zoen', /no concept `grey-zoen`.*Did you mean `grey-zone`/s),
  'unknown-concept-of-outcome': row('E307', '6:82', 'tripwier', /Did you mean `tripwire`/),
  'unknown-concept-of-question': row('E307', '6:36', 'wisdom', /no concept `wisdom`.*`concepts` lists them/s),
  'concept-of-the-library': row('E303', '6:19', 'tripwire', /library of concepts already has.*another id/s),
  'disguise-without-title': row('E202', '4:11', '{ summary: Nothing happens. }', /`title` is missing/),

  // What is left out for a fault of its own is not unknown to others
  'broken-dial-referred-to': row('E202', '7:5', '{ id: tension, start: 40 }', /`label` is missing/),
  'broken-action-referred-to': row('E202', '7:5', '{ id: fire, actor: rok, label: Fire }', /`kind` is missing/),

  // Models
  'extends-missing': row(
    'E108',
    '6:10',
    'models/nothing.yaml',
    /no file `models\/nothing\.yaml`.*folder of this file/s,
  ),
  'extends-outside': row(
    'E108',
    '6:10',
    '../language/tracks.yaml',
    /outside the scenario’s folder.*beside it or below/s,
  ),
  'extends-itself': row('E108', '6:10', 'extends-itself.yaml', /in a circle/),
  'extends-in-a-circle': row('E108', '4:10', '../extends-in-a-circle.yaml', /in a circle/, 'models/circle.yaml'),
  'extends-defined-twice': row('E303', '8:11', 'tension', /already defines `tension`.*replace: true/s),
  'extends-broken-model': row('E301', '6:55', 'tensoin', /Did you mean `tension`/, 'models/broken.yaml'),
  'extends-breaks-model': row('E301', '8:54', 'tensoin', /Did you mean `tension`/),

  // Found once, at the right place, and nothing that follows from it
  'yaml-list-in-plain-text': row('E101', '11:54', '[', /`\[` begins a list in YAML.*in quotes/s),
  'two-documents': row('E101', '6:1', '---', /document/),
  'not-finite': row('E203', '6:34', '.inf', /not a finite number/),
  'misspelt-required-key': row('E201', '7:20', 'lable', /Did you mean `label`/),
  'broken-trigger-outcome-referred-to': row(
    'E202',
    '7:5',
    '{ id: leak, outcomes: [ { id: big, weight: 1 } ] }',
    /`label` is missing/,
  ),
  'broken-dial-of-each-referred-to': row('E202', '7:5', '{ id: home, start: 40, each: actor }', /`label` is missing/),
  'broken-ending-referred-to': row('E202', '7:5', '{ id: over, when: turn > 2 }', /`label` is missing/),
  'broken-action-of-a-doctrine': row(
    'E202',
    '9:5',
    '{ id: deny, actor: rok, label: Deny, reply_to: [ leak ] }',
    /`kind` is missing/,
  ),
  'phase-twice': row('E303', '12:15', 'calm', /duplicate phase `calm` in the track `mood`/),
  'trait-twice': row('E303', '5:114', 'type', /duplicate trait `type`/),
  'expression-single-equals': row('E302', '12:41', '=', /==/),
  'expression-group-alone': row('E302', '9:36', 'home', /home\.rok/),
  'part-of-a-dial': row('E301', '9:41', '"tension.rok"', /tension/),
  'effect-on-part-of-a-dial': row('E301', '9:61', 'tension.rok', /tension/),
  'effect-in-shared-action': row('E301', '9:87', 'tensoin', /Did you mean `tension`/),
  'unknown-actor-in-seen-by': row('E301', '7:54', 'usa', /no actor `usa`/),
  'unknown-parameter-in-preset': row('E301', '8:46', 'rsik', /Did you mean `risk`/),
  'unknown-dial-in-preset': row('E301', '9:41', 'tensoin', /Did you mean `tension`/),
  'action-with-actor-twice': row('E303', '7:33', 'rok', /duplicate actor `rok`/),
  'cuts-without-odds': row('E306', '11:11', '[0]', /`cuts` needs `odds`/),
  'negative-cost': row('E203', '7:61', '-1', /0 or more/),
  'start-out-of-range': row('E203', '7:43', '140', /100/),
  'extends-missing-and-used': row('E108', '6:10', 'models/nothing.yaml', /no file `models\/nothing\.yaml`/),
  'extends-later-version': row('E203', '1:12', '2', /write `firebreak: 1`/, 'models/later.yaml'),
  'extends-replaces-nothing': row('E301', '8:11', 'tensoin', /Did you mean `tension`/),
  'crisis-too-long': row('E203', '4:97', '4', /before the next month/),
  'uniform-reversed': row('E203', '7:54', '[60, 40]', /lower number first/),
  'uniform-out-of-range': row('E203', '7:59', '110', /outside the range from 0 to 100/),
  'draw-reversed': row('E203', '9:59', '60', /lower number first/),
  'draw-of-a-part': row('E301', '9:44', 'tension.rok', /no dial or counter/),
  'unknown-flag-in-preset': row('E301', '8:41', 'alret', /Did you mean `alert`/),
  'preset-out-of-range': row('E203', '8:50', '140', /outside the range/),
  'presets-of-two-groups': row('E303', '10:63', '60', /`harsh` of another group sets `tension`/),
  'actor-dial-not-its-own': row('E301', '5:59', 'tension', /no dial of ROK `tension`.*There are: home/s),
  'trait-value-twice': row('E303', '5:113', 'hawk', /duplicate value `hawk`/),
  'replaces-without-extends': row('E301', '7:11', 'tension', /to replace.*Take out/s),
  'doctrine-reads-a-mean-through-fog': row(
    'E304',
    '5:83',
    '\'mean("fear") > 50\'',
    /ROK does not see `mean or peak of fear`/,
  ),
  'gauge-reads-itself': row('E308', '9:51', 'unrest', /`unrest` goes round in a circle: it reads itself/),
  'gauges-in-a-circle': row(
    'E308',
    '10:51',
    'losses',
    /`morale`, `losses` and `fatigue` go round in a circle: `morale` reads `losses`, which reads `fatigue`, which reads `morale`/,
  ),
  'time-of-what-never-happened': row(
    'E309',
    '11:59',
    'turns_since("first") >= 2',
    /`first` has never happened.*`!\(turns_since\("first"\) < 2\)`.*`count\("first"\) > 0 && turns_since\("first"\) >= 2`/s,
  ),
  'arithmetic-with-what-never-happened': row(
    'E309',
    '11:87',
    'turns_since("first")',
    /no number while `first` has never happened.*`count\("first"\) > 0 \? … : …`/s,
  ),
  'last-turn-in-gauge': row('E301', '9:39', 'last_trun', /^(?!.*`last_turn`).*nothing called/s),
  'name-misspelt-seven-times': row(
    'E301',
    '8:44',
    'tensoin',
    /Did you mean `tension`\? Also in lines 10, 16, 18, 19, 21\.$/,
  ),
  'key-misspelt-three-times': row('E201', '9:16', 'lable', /Did you mean `label`\? Also in lines 10, 11\.$/),
  'misspelt-actors': row('E201', '5:1', 'actros', /Did you mean `actors`/),
};

const summary = (finding: Diagnostic): unknown => {
  const { position, excerpt, code } = finding;
  const text = excerpt.slice(position.column - 1, position.column - 1 + position.length);
  return { file: position.file, code, at: `${position.line}:${position.column}`, text };
};

const check = (name: string, { code, at, text, says, file }: Row): void => {
  const found = findings(`${name}.yaml`);
  const expected = [{ file: file ?? `${name}.yaml`, code, at, text }];
  expect(found.map(summary), found.map(diagnosticText).join('\n')).toEqual(expected);
  expect(`${found[0]!.message}\n${found[0]!.hint}`).toMatch(says);
  expect(found[0]!.severity).toBe('error');
};

describe('a broken scenario gives one error with its place and what would be right', () => {
  test.each(Object.entries(ROWS))('%s', check);
});

describe('the collection', () => {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
  const elsewhere = ['anchor', 'many-faults', 'many-faults-in-a-model'];

  test('has a row for each file and a file for each row', () => {
    expect([...Object.keys(ROWS), ...elsewhere].sort()).toEqual(files.sort());
  });

  test('points at text that stands in the file', () => {
    const lost = Object.entries(ROWS).filter(([name, { at, text, file }]) => {
      const [line = 0, column = 0] = at.split(':').map(Number);
      const lines = readFileSync(`${FOLDER}${file ?? `${name}.yaml`}`, 'utf8').split('\n');
      return !lines[line - 1]!.startsWith(text, column - 1);
    });
    expect(lost).toEqual([]);
  });

  test('works without an anchor’s alias: an anchor alone is harmless', () => {
    expect(findings('anchor.yaml')).toEqual([]);
  });
});

describe('a file that is not there', () => {
  test('is an error, not an empty list of them', () => {
    const [found, ...more] = findings('nowhere.yaml');
    expect([found!.code, found!.position.file, more.length]).toEqual(['E107', 'nowhere.yaml', 0]);
    expect(found!.message).toContain('`nowhere.yaml` cannot be read');
  });
});

describe('a folder', () => {
  const folder = mkdtempSync(`${tmpdir()}/firebreak-`);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is never left, not even by a link', () => {
    symlinkSync(`${FOLDER}/anchor.yaml`, `${folder}/link.yaml`);
    writeFileSync(`${folder}/own.yaml`, 'own');
    symlinkSync(`${folder}/own.yaml`, `${folder}/alias.yaml`);
    const read = readFrom(folder);
    expect(['link.yaml', 'own.yaml', 'alias.yaml', '../own.yaml', '.'].map(read)).toEqual([
      undefined,
      'own',
      'own',
      undefined,
      undefined,
    ]);
  });

  test('may hold a file of a gigabyte: it is refused unread', () => {
    writeFileSync(`${folder}/huge.yaml`, 'firebreak: 1');
    truncateSync(`${folder}/huge.yaml`, 2 ** 30);
    expect(findings('huge.yaml', readFrom(folder)).map(({ code }) => code)).toEqual(['E105']);
  });
});

describe('a model alone', () => {
  const places = (text: string): string[] =>
    checkModel('m.yaml', () => text).map(({ position, code }) => `${position.line}:${position.column} ${code}`);

  test('needs no clock and no actors, and its expressions are checked', () => {
    expect(
      places('firebreak: 1\ndials:\n  - { id: home, label: Home, start: 5, each: actor, upkeep: home.self / 9 }\n'),
    ).toEqual([]);
    expect(
      places('firebreak: 1\ndials:\n  - { id: home, label: Home, start: 5, each: actor, upkeep: hoem.self }\n'),
    ).toEqual(['3:61 E301']);
    expect(places('firebreak: 1\ndials:\n  - { id: home, start: 5 }\n')).toEqual(['3:5 E202']);
  });

  test.each(bundledModels())('the bundled %s is sound', (model) => {
    expect(checkModel(model, readFrom(SCENARIOS))).toEqual([]);
  });
});

describe('several faults', () => {
  const places = (name: string): string[] =>
    findings(name).map(({ position, code }) => `${position.file}:${position.line}:${position.column} ${code}`);

  test('are reported together, in order', () => {
    expect(places('many-faults.yaml')).toEqual([
      'many-faults.yaml:4:16 E203',
      'many-faults.yaml:6:1 E201',
      'many-faults.yaml:9:11 E303',
      'many-faults.yaml:9:58 E301',
      'many-faults.yaml:16:34 E301',
      'many-faults.yaml:17:47 E301',
    ]);
  });

  test('of a model and of the scenario, each with its own file and line', () => {
    expect(places('many-faults-in-a-model.yaml')).toEqual([
      'many-faults-in-a-model.yaml:8:36 E301',
      'models/broken.yaml:6:55 E301',
    ]);
  });
});

const SOUND = `firebreak: 1
id: sound
title: Sound
clock: { unit: week, start: 2026-01-05, turns: 4 }
actors: [ { id: rok, name: Republic, short: ROK } ]
dials:
  - { id: tension, label: Tension, start: 40 }
summary: |
  One line.

  Another.
`;
const reading = (text: string) => (path: string) => (path === 'x.yaml' ? text : undefined);

describe('files as other systems write them', () => {
  test.each([
    ['as it is', SOUND],
    ['with CRLF', SOUND.replaceAll('\n', '\r\n')],
    ['with a byte-order mark', `\uFEFF${SOUND}`],
    ['with both', `\uFEFF${SOUND.replaceAll('\n', '\r\n')}`],
    ['without an end of line', SOUND.trimEnd()],
    ['with a comment and a document mark first', `# A comment\n---\n${SOUND}`],
  ])('work: %s', (_, text) => {
    const { game } = load('x.yaml', reading(text));
    expect([game.title, game.slots[0]!.start, game.summary.trimEnd()]).toEqual(['Sound', 40, 'One line.\n\nAnother.']);
  });

  test.each([
    ['with CRLF', SOUND.replaceAll('\n', '\r\n')],
    ['with a byte-order mark', `\uFEFF${SOUND}`],
  ])('and their errors stand where they stood: %s', (_, text) => {
    const [found, ...more] = findings('x.yaml', reading(text.replace('start: 40', 'start: high')));
    expect([found!.position.line, found!.position.column, more.length]).toEqual([7, 43, 0]);
    expect(found!.excerpt).toBe('  - { id: tension, label: Tension, start: high }');
    const [first] = findings('x.yaml', reading(text.replace('firebreak: 1', 'firebreak: 2')));
    expect([first!.position.line, first!.position.column, first!.excerpt]).toEqual([1, 12, 'firebreak: 2']);
  });
});

describe('files that are no scenario at all', () => {
  const SECONDS = 2000;
  const steps = (levels: number): string =>
    `${SOUND}debrief:\n${Array.from({ length: levels }, (_, level) => `${' '.repeat(level + 1)}a:`).join('\n')}\n`;
  const nest = (open: string, close: string, times: number): string =>
    `${SOUND}debrief: ${open.repeat(times)}1${close.repeat(times)}\n`;

  test.each<[string, string, string, RegExp, [number, number]]>([
    ['a NUL character', SOUND.replace('One', 'One\0'), 'E106', /not a text file/, [9, 6]],
    [
      'a binary',
      Buffer.from(Uint8Array.from({ length: 4096 }, (_, i) => (i * 97 + 13) % 256)).toString('utf8'),
      'E106',
      /not a text file/,
      [2, 182],
    ],
    ['half a character', SOUND.replace('One', 'One\ud800'), 'E106', /UTF-8/, [9, 6]],
    ['larger than a million characters', `${SOUND}# ${'x'.repeat(1_000_000)}\n`, 'E105', /larger than 1 MB/, [1, 1]],
    ['sixty thousand signs', `${SOUND}# ${'- '.repeat(60_001)}\n`, 'E105', /signs of YAML/, [1, 1]],
    ['only carriage returns', SOUND.replaceAll('\n', '\r'), 'E106', /carriage return/, [1, 13]],
  ])('%s', (_, text, code, says, at) => {
    const started = performance.now();
    const found = findings('x.yaml', reading(text));
    expect(performance.now() - started).toBeLessThan(SECONDS);
    expect(found.map((finding) => [finding.code, finding.position.line, finding.position.column])).toEqual([
      [code, ...at],
    ]);
    expect(found[0]!.message).toMatch(says);
  });

  test.each<[string, string]>([
    ['a hundred lists', nest('[', ']', 100)],
    ['a hundred maps', nest('{ a: ', ' }', 100)],
    ['three hundred maps, each on a line of its own', steps(300)],
  ])('%s inside one another', (_, text) => {
    expect(findings('x.yaml', reading(text)).map(({ code }) => code)).toEqual(['E105']);
  });

  test.each<[string, string]>([
    ['fifteen hundred maps, each on a line of its own', steps(1500)],
    ['ten thousand lists', nest('[', ']', 10_000)],
    ['a hundred thousand lists that never close', `${SOUND}debrief: ${'['.repeat(100_000)}`],
  ])('%s inside one another', (_, text) => {
    expect(findings('x.yaml', reading(text)).map(({ code }) => code)).toEqual(['E105']);
  });

  test('ten thousand levels are refused in time all the same', () => {
    const started = performance.now();
    expect(findings('x.yaml', reading(nest('[', ']', 10_000))).map(({ code }) => code)).toContain('E105');
    expect(performance.now() - started).toBeLessThan(SECONDS);
  });

  test('aliases that would multiply are refused, not followed', () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `  - &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`).join('\n');
    const started = performance.now();
    const found = findings('x.yaml', reading(`${SOUND}record:\n  - &a0 [x]\n${bomb}\n`));
    expect(performance.now() - started).toBeLessThan(SECONDS);
    expect(found.filter(({ code }) => code === 'E104')).toHaveLength(99);
    expect(found.at(-1)!.message).toMatch(/^201 more errors not shown$/);
  });
});
