import { z } from '../files/zod.js';
import { POLICY_NAMES } from '../players/policy.js';
import { readYaml, type YamlFile } from '../scenario/yaml-file.js';

/**
 * A study file:
 *
 * ```yaml
 * study: 1
 * title: Does firmness pay?
 * scenario: korean-peninsula        # id of a bundled scenario, or a path from this file
 * seed: "1"                         # game i has the seed 1/i
 * games: 500                        # for each arm and each sample
 * arms:                             # the first is the one that the others are compared with
 *   - { id: base }
 *   - { id: firm, parameters: { allied_firmness: 1 } }
 *   - { id: silent, preset: classroom, all: doctrine, seats: { rok: hold } }
 * sampling:                         # optional
 *   method: latin-hypercube         # list, grid, uniform, latin-hypercube
 *   samples: 20                     # for uniform and latin-hypercube
 *   parameters:                     # without `from` and `to`: the parameter's own range
 *     - { id: reply_risk }
 *     - { id: tension_return, from: 0.1, to: 0.2 }
 *   # grid: each parameter has `values: […]` or `steps: 3`; list: `points: [ { reply_risk: 0.1 }, … ]`
 * outcomes:                         # optional; all of them if absent
 *   - { ending: general-war }
 *   - { rung: 4 }
 *   - { score: rok }
 *   - { dial: tension }
 *   - { event: missile-activity }
 * ```
 */

const id = z.string().min(1);
const parameters = z.record(id, z.number());

const arm = z.strictObject({
  id: z.string().regex(/^[\w-]+$/, 'takes letters, digits, - and _'),
  preset: id.optional(),
  all: z.enum(POLICY_NAMES).optional(),
  seats: z.record(id, z.enum(POLICY_NAMES)).default({}),
  parameters: parameters.default({}),
});

const varied = z.strictObject({
  id,
  from: z.number().optional(),
  to: z.number().optional(),
  values: z.array(z.number()).min(1).optional(),
  steps: z.int().min(2).max(1000).optional(),
});

const sampled = z.strictObject({
  method: z.enum(['uniform', 'latin-hypercube']),
  samples: z.int().min(1).max(100_000),
  parameters: z.array(varied.omit({ values: true, steps: true })).min(1),
});

const sampling = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('list'), points: z.array(parameters).min(1) }),
  z.strictObject({ method: z.literal('grid'), parameters: z.array(varied).min(1) }),
  sampled.extend({ method: z.literal('uniform') }),
  sampled.extend({ method: z.literal('latin-hypercube') }),
]);

const outcome = z.union(
  [
    z.strictObject({ ending: id }),
    z.strictObject({ rung: z.int().min(1) }),
    z.strictObject({ score: id }),
    z.strictObject({ dial: id }),
    z.strictObject({ event: id }),
  ],
  'takes one of ending, rung, score, dial, event',
);

/** A scenario that is named by its file. No other file is looked at, whatever a study names. */
export const IS_FILE = /\.ya?ml$/;

const schema = z.strictObject({
  study: z.literal(1, 'takes 1, the version of the format'),
  title: z.string().default(''),
  scenario: id.refine(
    (name) => IS_FILE.test(name) || !/[/\\]/.test(name),
    'it takes the id of a bundled scenario, or the path of a file that ends in .yaml',
  ),
  seed: z.union([z.string().min(1), z.number().transform(String)]),
  games: z.int().min(1).max(10_000_000),
  arms: z
    .array(arm)
    .min(1)
    .default([{ id: 'base', seats: {}, parameters: {} }]),
  sampling: sampling.optional(),
  outcomes: z.array(outcome).min(1).optional(),
});

export type StudyFile = z.output<typeof schema>;
export type Sampling = NonNullable<StudyFile['sampling']>;
export type OutcomeName = NonNullable<StudyFile['outcomes']>[number];

const KEYS = [
  ...['study', 'title', 'scenario', 'seed', 'games', 'arms', 'sampling', 'outcomes', 'id', 'preset', 'all', 'seats'],
  ...['ending', 'rung', 'score', 'dial', 'event', 'parameters', 'method', 'samples', 'points', 'values', 'steps'],
  ...['to', 'from'],
];

const KIND = { name: 'a study', root: 'map', form: 'a study is a map of keys, beginning with `study: 1`' } as const;

/** Reads a study file. Throws `ScenarioError` with everything that is wrong with its form. */
export const readStudy = (name: string, text: string): YamlFile<StudyFile> => readYaml(name, text, KIND, schema, KEYS);
