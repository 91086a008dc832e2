/** What a configuration that says nothing of replies comes to. */
export const REPLIES = {
  textChunkLimit: 4_000,
  chunkMode: 'length',
  tables: 'code',
  bubbles: 'off',
  responsePrefix: '',
  blockStreaming: null,
  defaultTo: null,
} as const;
