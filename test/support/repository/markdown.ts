/** The fenced blocks of one language, in order, without their fences. */
export function codeBlocks(markdown: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, 'gm');
  return [...markdown.matchAll(pattern)].map((match) => match[1]!);
}
