/** The scenario that is played when none is named. It stands alone: to know its name, nothing need be loaded. */
export const FLAGSHIP = 'korean-peninsula';
