import seedrandom from 'seedrandom';
import { DIE } from '../vocabulary.js';

/**
 * Addressed chance (decision D2). A die has no place in a stream: its number is a function of the game's seed and of the
 * address that names its cause and its moment, so a decision changes only the dice it touches.
 */

type Words = readonly [number, number, number, number];

/** What a die is for, for instance `adjudicate/rok/return-fire`. Together with a moment it is an address (`moment.ts`). */
export interface Purpose {
  readonly name: string;
  readonly words: Words;
}

/** A seed as the person typed it and as the four words that are mixed into every address. */
export interface Seed {
  readonly text: string;
  readonly words: Words;
}

/** MurmurHash3's 32-bit finaliser (Appleby 2011): every input bit changes every output bit with odds of about one half. */
const finish = (word: number): number => {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

/** MurmurHash3 over UTF-16 code units, started from `start`. */
const hash32 = (text: string, start: number): number => {
  let h = start;
  for (let i = 0; i < text.length; i += 1) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  return finish(h ^ text.length);
};

const wordsOf = (text: string): Words => [
  hash32(text, 0x243f6a88),
  hash32(text, 0x85a308d3),
  hash32(text, 0x13198a2e),
  hash32(text, 0x03707344),
];

/** A purpose from its name. Hash it once, at load: the draw itself builds no string. */
export const purposeOf = (name: string): Purpose => ({ name, words: wordsOf(`purpose:${name}`) });

/** A seed from any text. Two different texts give unrelated games. */
export const seedOf = (text: string): Seed => ({ text, words: wordsOf(`seed:${text}`) });

/**
 * One well-mixed word for an address. Alea's first output depends on its first state word alone, so this word must
 * carry the seed, the moment and the purpose entire; three finaliser rounds leave no linear trace of neighbouring
 * addresses (the chance-quality tests look at pairs and triples).
 */
const mix = (seed: Words, [a, b, c, d]: Words, moment: number): number => {
  let h = finish(seed[0] ^ a);
  h = finish((h + Math.imul(moment, 0x9e3779b1)) ^ seed[1] ^ b);
  h = finish((h + seed[2]) ^ c);
  return finish((h + seed[3]) ^ d) >>> 0;
};

const UNIT = 2 ** -32;

/**
 * The number a die shows, in [0, 1): seedrandom's Alea, its state restored from a strong mix of the address.
 * `pickDie` gives the same numbers without making a generator.
 */
export const draw = (seed: Seed, purpose: Purpose, moment: number): number => {
  const first = mix(seed.words, purpose.words, moment);
  const state = {
    c: 1,
    s0: first * UNIT,
    s1: (finish(first ^ 0x6a09e667) >>> 0) * UNIT,
    s2: (finish(first ^ 0x3c6ef372) >>> 0) * UNIT,
  };
  return seedrandom.alea('', { state })();
};

/** The face a die shows, a whole number from 0 to 9999. */
export const rollDie = (seed: Seed, purpose: Purpose, moment: number): number =>
  Math.floor(draw(seed, purpose, moment) * DIE);

/** Alea's first step written out, bit-equal to the package (a test compares them). */
const faceOf = (mixed: number): number => {
  const t = 2091639 * (mixed * UNIT) + UNIT;
  return Math.floor((t - Math.floor(t)) * DIE);
};

/** `rollDie` for bulk play. */
export const pickDie = (seed: Seed, purpose: Purpose, moment: number): number =>
  faceOf(mix(seed.words, purpose.words, moment));

/**
 * A standard normal deviate, cut off at ±3.46, that depends on a roll (0 to 9999) and on which quantity it blurs.
 * The sum of four uniforms (Irwin–Hall) needs only exact arithmetic, so pictures agree between machines to the bit.
 */
export const deviate = (roll: number, which: number): number => {
  let h = finish(Math.imul(roll + 1, 0x9e3779b1) ^ finish(which + 0x7f4a7c15));
  let sum = 0;
  for (let i = 0; i < 4; i += 1) {
    h = finish((h + 0x6a09e667) | 0);
    sum += (h >>> 0) * UNIT;
  }
  return (sum - 2) * Math.sqrt(3);
};
