/** Tags of which people speak, as the engine and the oracle have to see each for itself (ECH-8). */
export const SPOKEN_OF: readonly string[] = [
  'What does the <think> tag do?',
  'What is between <think> and </think> tags?',
  'Are <think>, <thought> and </think>, too, tags?',
  'Write <think>, then </think>, right?',
  'What are <think>, </think> and such?',
  'Does it end with </think>?',
  'この<think>はタグですか',
];
