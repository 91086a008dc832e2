import { defineSubject } from './define-subject.ts';
import { expandHome, text } from './values.ts';

export interface StateConfig {
  /** Folder of the store. Default `~/.imgate`, expanded. */
  readonly stateDir: string;
}

export const state = defineSubject({
  fileKeys: { stateDir: text.optional() },
  resolve: ({ stateDir = '~/.imgate' }, home): StateConfig => ({ stateDir: expandHome(stateDir, home) }),
});
