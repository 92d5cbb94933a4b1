import { checkInvariants } from './invariants.js';

/** The ten invariants on a dozen games of every scenario. FIREBREAK_SEED tries others. */

const SEED = Number(process.env['FIREBREAK_SEED'] ?? 20260101);
process.stdout.write(`Invariants from seed ${SEED} (FIREBREAK_SEED=${SEED} repeats it).\n`);

checkInvariants({ games: (full) => full, seed: () => SEED });
