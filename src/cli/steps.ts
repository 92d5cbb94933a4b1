import { say, warn } from './output.js';
import { answersFrom } from './prompt.js';

/** Shows parts one after the other, each when the person asks for it with Enter. `q` and the end of input leave out the rest. */
export const showParts = async (parts: readonly (readonly string[])[]): Promise<void> => {
  const answers = answersFrom(process.stdin);
  try {
    for (const [i, part] of parts.entries()) {
      for (const line of part) say(line);
      if (i === parts.length - 1) continue;
      warn(`Enter: ${i + 2} of ${parts.length}; q: leave`);
      const answer = await answers.read();
      if (answer === undefined || answer.trim().toLowerCase() === 'q') return;
    }
  } finally {
    answers.close();
  }
};
