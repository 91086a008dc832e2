// After the story: somebody at the keyboard writes as one of the people, for as long as they like.

import { ALICE, FLUSHED, type Person, unplanned } from './conversation.ts';
import { HELP, type Input, parseInputLine } from './input-line.ts';
import type { Screen } from './screen.ts';
import { chapter, flush, type StoryWorld, say, settle, start, stop } from './story.ts';
import { Interrupted } from './waiter.ts';

/** Resolves when the input ends or asks to quit, and all that was written is settled. */
export async function continueByHand(world: StoryWorld, screen: Screen): Promise<void> {
  let speaker = ALICE;
  const ask = () => screen.prompt(`${speaker.name.toLowerCase()}> `);
  chapter(world, 'Now write as one of them; /help says how, /quit ends it.');
  const lines = screen.read(world.signal);
  try {
    ask();
    for await (const line of lines) {
      const read = parseInputLine(line, speaker);
      speaker = read.speaker;
      if (read.input.kind === 'quit') break;
      await carryOut(world, screen, speaker, read.input);
      ask();
    }
  } finally {
    screen.stopReading();
  }
  if (world.signal.aborted) throw new Interrupted();
  await settle(world);
}

async function carryOut(world: StoryWorld, screen: Screen, speaker: Person, input: Input): Promise<void> {
  switch (input.kind) {
    case 'text':
      return say(world, unplanned(speaker, input.text));
    case 'link':
      return say(world, unplanned(speaker, input.text, input.link));
    case 'flush':
      return flush(
        world,
        FLUSHED.map((line) => ({ ...line, from: speaker })),
      );
    case 'restart':
      await stop(world, 'what comes now has to wait');
      return start(world, 'on the store it left');
    case 'help':
      return screen.write(`${HELP.map((line) => `  ${line}`).join('\n')}\n`);
    case 'wrong':
      return screen.write(`${input.hint}\n`);
  }
}
