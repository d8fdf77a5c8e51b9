const began = Date.now();

/** An expected failure: the person reads the sentence and nothing else, so no stack is printed. */
export class Sentence extends Error {}

let output = process.stdout;

/** Where it is said: commands whose stdout is a document say it on stderr. */
export const sayTo = (stream) => {
  output = stream;
};

export const say = (text) => {
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
  for (const line of String(text).split('\n')) output.write(`${seconds}s  ${line}\n`);
};

/**
 * Runs one named piece of work and says when it begins and ends; every ten seconds it says that it is still going, so that
 * a first start on a slow line never looks hung.
 */
export async function step(title, work) {
  const from = Date.now();
  say(`${title} …`);
  const beat = setInterval(
    () => say(`${title} … 仍在进行 still working (${Math.round((Date.now() - from) / 1000)} s)`),
    10_000,
  );
  try {
    const result = await work();
    say(`${title} ✓ ${((Date.now() - from) / 1000).toFixed(1)} s`);
    return result;
  } finally {
    clearInterval(beat);
  }
}

/** Prints an error the way its kind deserves and gives the exit code. */
export function sayFailure(error) {
  process.stdout.write('\n');
  if (error instanceof Sentence) process.stdout.write(`${error.message}\n`);
  else process.stdout.write(`${error?.stack ?? error}\n`);
  return 1;
}
