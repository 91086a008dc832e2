// Code in what is said, that is shown as it is.

/** Between tildes that begin lines, or between ticks of one line, of which there may be two; as patterns. */
export const TICKS_OR_TILDES = [
  String.raw`(?<=(?:^|\n)[ \t]{0,3})~~~[\s\S]*?\n[ \t]{0,3}~~~`,
  '(?<!`)``(?:[^`\\n]|`(?!`))+``(?!`)',
  '`[^`\\n]*`',
].join('|');
export const CLOSED_CODE = `\`\`\`[\\s\\S]*?\`\`\`|${TICKS_OR_TILDES}`;
