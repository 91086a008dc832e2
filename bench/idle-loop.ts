// A process whose loop has nothing to do: what it measures is the machine.

import { watchLoop } from './loop-delay.ts';

const watch = watchLoop();
watch.start();
process.once('message', () => {
  watch.stop();
  process.send!(watch.p999Ms(), () => process.disconnect());
});
process.send!('ready');
