// After the story: somebody at the keyboard writes as one of the people, for as long as they like.

import { ALICE, FLUSHED, type Person, unplanned } from './conversation.ts';
import { Interrupted } from './heard.ts';
import type { Screen } from './screen.ts';
import { flush, quiet, type StoryWorld, say, start, stop } from './story.ts';
import { HELP, readTyped, type Typed } from './typed.ts';

/** Resolves when the input ends or asks to quit, and all that was written is settled. */
export async function stay(world: StoryWorld, screen: Screen): Promise<void> {
  let speaker = ALICE;
  const ask = () => screen.prompt(`${speaker.name.toLowerCase()}> `);
  world.timeline.chapter('Now write as one of them; /help says how, /quit ends it.');
  const lines = screen.read(world.signal);
  try {
    ask();
    for await (const line of lines) {
      const read = readTyped(line, speaker);
      speaker = read.speaker;
      if (read.typed.kind === 'quit') break;
      await follow(world, screen, speaker, read.typed);
      ask();
    }
  } finally {
    screen.stopReading();
  }
  if (world.signal.aborted) throw new Interrupted();
  await quiet(world);
}

async function follow(world: StoryWorld, screen: Screen, speaker: Person, typed: Typed): Promise<void> {
  switch (typed.kind) {
    case 'text':
      return say(world, unplanned(speaker, typed.text));
    case 'link':
      return say(world, unplanned(speaker, typed.text, typed.link));
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
      return screen.write(`${typed.hint}\n`);
  }
}
