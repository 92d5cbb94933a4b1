import { z } from 'zod';

/**
 * The schema library, for every room that checks data. It would compile its schemas to generated code; here it walks them
 * instead, which is no slower for files that are read once, so that code is generated in one place of the program only
 * (`core/code.ts`). It must be told before the first schema is made: nothing else imports the library.
 */
z.config({ jitless: true });

export { z };
