import { describe, expect, test } from 'vitest';
import { scaffoldingIn } from '../../../../../engine/message/scaffolding.ts';
import { withoutScaffolding } from '../../../../../engine/outbound/plan/clean.ts';

describe('what an agent writes for itself is taken out (OUT-9)', () => {
  test.each([
    ['<think>They want the hours.</think>\n\nFrom nine to five.', 'From nine to five.'],
    ['<thinking a="b">x</thought>Yes', 'Yes'],
    ['<THINK>x</think >Yes', 'Yes'],
    ['They want the hours.\n</think>\nFrom nine to five.', 'From nine to five.'],
    ['Yes.\n<think>Or should I', 'Yes.'],
    ['<think>a</think>b</think>Yes', 'Yes'],
    ['<final>Yes.</final>', 'Yes.'],
    ['<relevant-memories>her birthday</relevant-memories>Yes', 'Yes'],
    ['One moment.<tool_call>{"name":"x"}</tool_call>', 'One moment.'],
    ['<function_calls><invoke name="x">y</invoke></function_calls>Yes', 'Yes'],
    ['<any:tool_call>x</any:tool_call>Yes<invoke name="x"/>', 'Yes'],
    ['Yes#+#+#+#+#+no', 'Yesno'],
    ['assistant to=functions.search\nYes', 'Yes'],
    ['<|im_start|>Yes<|im_end|>', 'Yes'],
    ['[[reply_to_current]] Yes', 'Yes'],
    ['[[ reply_to: 17 ]]Yes[[audio_as_voice]]', 'Yes'],
    ['assistant:\nYes\nuser:  \nAnd?', 'Yes\n\nAnd?'],
    ['Yes\n\n\n\n\nNo', 'Yes\n\nNo'],
    ['<fin<final>al>Yes', 'Yes'],
    ['<think>secret', ''],
    ['<memory>her birthday</memory>Yes', 'Yes'],
    ['<memory_context>her birthday</memory_context>Yes', 'Yes'],
    ['<reasoning>a</reasoning><thoughts>b</thoughts><scratchpad>c</scratchpad>Yes', 'Yes'],
    ['<scratch_pad>a</scratch_pad><scratch-pad>b</scratch-pad>Yes', 'Yes'],
    ['They want the hours.</reasoning>Yes', 'Yes'],
    ['<system-reminder>be brief</system-reminder>Yes', 'Yes'],
    ['<tool_code>print(1)</tool_code>Yes', 'Yes'],
    ['<function=search>{"a":1}</function>Yes', 'Yes'],
    ['<function name="search">{"a":1}</function>Yes</function>', 'Yes'],
    ['◁think▷They want > 1.◁/think▷Yes', 'Yes'],
    ['[TOOL_CALL]{"name":"x"}[/TOOL_CALL]Yes', 'Yes'],
    ['Yes[TOOL_CALLS][{"name":"x"}]', 'Yes'],
    ['[THINK]They want the hours.[/THINK]Yes', 'Yes'],
    ['<|tool_calls_begin|><|tool_call_begin|>x{}<|tool_call_end|><|tool_calls_end|>Yes', 'Yes'],
    ['<|tool_call_begin|>x{}<|tool_call_end|>Yes', 'Yes'],
    ['Yes<｜tool▁calls▁begin｜>x{}<｜tool▁calls▁end｜>', 'Yes'],
    ['Yes<|tool_call_begin|>x{}', 'Yes'],
  ])('%j says %j', (said, cleaned) => {
    expect(withoutScaffolding(said)).toBe(cleaned);
    expect(scaffoldingIn(cleaned)).toBeNull();
  });

  test.each([
    [
      '<|channel|>analysis<|message|>secret<|end|><|start|>assistant<|channel|>final<|message|>Yes<|return|>',
      'Yes',
    ],
    ['<|start|>assistant<|channel|>analysis<|message|>secret<|start|>assistant<|message|>Yes', 'Yes'],
    ['Yes<|channel|>commentary to=functions.x <|constrain|>json<|message|>{"a":1}<|call|>', 'Yes'],
    ['<|channel|>final<|message|>Yes\n`<|channel|>`<|end|>', 'Yes\n`<|channel|>`'],
    ['<|start|>system<|message|>secret<|end|>Yes', 'Yes'],
    ['<|start|>functions.x to=assistant<|message|>secret<|end|>Yes', 'Yes'],
    ['Yes<|channel|>analysis<|message|>secret', 'Yes'],
    ['Yes<|channel|>analysis', 'Yes'],
    ['analysisThey want the hours. assistantfinalYes', 'Yes'],
    ['assistantanalysis They want the hours.\n\nassistantfinal\n\nYes', 'Yes'],
    ['analysisx.assistantcommentary to=functions.y {}assistantanalysisz.assistantfinalYes', 'Yes'],
    ['<|chan<think>x</think>nel|>analysis<|message|>secret<|end|>Yes', 'Yes'],
    ['<|CHANNEL|>Final<|MESSAGE|>Yes', 'Yes'],
  ])('%j says %j', (said, cleaned) => {
    expect(withoutScaffolding(said)).toBe(cleaned);
    expect(scaffoldingIn(cleaned)).toBeNull();
  });

  test.each([
    'Write `<think>` first.',
    '```\n<tool_call>\n\n\n\nuser:\n</tool_call>\n```',
    'a < b > c, x = y, [1], user: me, C#+ is no language',
    'The finale <finally> comes',
    'An Array<Function> has no memory, says [Think] of [tools]',
    'Put this above it: #include <memory> and #include <thread>, then call make_unique.',
    'Write `<|channel|>analysis<|message|>` or `[TOOL_CALL]x[/TOOL_CALL]` first.',
    '```\n<memory>\nx\n</memory>\n◁think▷\n```',
    'Your analysis says that gpt-oss writes assistantfinal before its answer',
    'analysis is what `assistantfinal` follows',
    'analysisAssistantFinal is a name',
  ])('%j is left as it is', (said) => {
    expect(withoutScaffolding(said)).toBe(said);
  });

  test.each([
    [
      'One moment.\n[Tool Call: read (ID: toolu_1)]\nArguments: {"path":"/tmp/x]","a":[1,{"b":"}"}]}\nIt is open.',
      'One moment.\n\nIt is open.',
    ],
    ['[Tool Call: hours → {date: "2026-02-27", days: [1]}]\nAt two.', 'At two.'],
    ['[tool call: hours]\nArguments: none\nAt two.', 'At two.'],
    ['At two.\n[Tool Call: read\nand so on', 'At two.'],
    ['[Called hours with args: {"day":"[x]"}] At two.', 'At two.'],
    ['[Tool Result for ID toolu_1]\n{"a":"x\\"}"}\n\nAt two.', 'At two.'],
    ['At two.\n[Tool Result for ID toolu_1]\nline\n\nline', 'At two.'],
    ['[Tool Result]\nsecret\n[Tool Call: x]\nAt two.', 'At two.'],
    ['[Tool result: 42] At two.', 'At two.'],
    ['[Historical context: a different model called tool "x"] At two.', 'At two.'],
    ['<reflection>Was that right?</reflection>\nYes', 'Yes'],
    ['<thinking>a<reflection>b</reflection>c</thinking><output>Yes</output>', 'Yes'],
    [
      '<search_quality_reflection>x</search_quality_reflection><search_quality_score>5</search_quality_score>Yes',
      'Yes',
    ],
    ['<internal>They know.</internal>Yes', 'Yes'],
    ['<inner_monologue>x</inner_monologue><chain-of-thought>x</chain-of-thought>Yes', 'Yes'],
    ['<answer>\nYes.\n</answer>', 'Yes.'],
    ['Sure:\n<response>Yes.</response>\nBye', 'Sure:\nYes.\nBye'],
    ['<output> Yes. </output>', 'Yes.'],
    ['<output>\nYes', 'Yes'],
    ['Yes\n</answer>', 'Yes'],
    ['<final_answer>Yes</final_answer>', 'Yes'],
    ['<think>They want the hours.\n<final>From nine.</final>', 'From nine.'],
    ['<think>They want the hours.\n<answer>From nine.</answer>', 'From nine.'],
    ['<tool_call>{"html":"</tool_call> secret"}</tool_call>Yes', 'Yes'],
    ['Yes\n<tool_call\n{"name":"find"}', 'Yes'],
    ['Yes\n<tool_call name="find"\n{"a":1}</tool_call> Bye', 'Yes\n Bye'],
    ['Yes\n<think', 'Yes'],
    [
      '<｜DSML｜function_calls><｜DSML｜invoke name="x">y</｜DSML｜invoke></｜DSML｜function_calls>Yes',
      'Yes',
    ],
    ['<longcat_think>x</longcat_think>Yes', 'Yes'],
    ['<call:default_api:note{severity:high,text:x > y}/>Yes', 'Yes'],
    ['<|begin_of_thought|>x<|end_of_thought|><|begin_of_solution|>Yes<|end_of_solution|>', 'Yes'],
    ['<|START_THINKING|>x<|END_THINKING|><|START_RESPONSE|>Yes<|END_RESPONSE|>', 'Yes'],
    ['<|python_tag|>{"name":"x"}<|eom_id|>Yes', 'Yes'],
    ['say:0<|tool_call_argument_begin|>{"text":"x"}<|tool_calls_section_end|>Yes', 'Yes'],
    ['<|channel>thought\nx<channel|>Yes<turn|>', 'Yes'],
    ['They want the hours.<channel|>Yes', 'Yes'],
    ['<|tool_call>call:x{a:<|"|>b<|"|>}<tool_call|>Yes', 'Yes'],
    ['<|im_start|>assistant\nYes<|im_end|>\n<|im_start|>user\nAnd?<|im_end|>', 'Yes'],
    ['<|start_header_id|>assistant<|end_header_id|>\n\nYes<|eot_id|>', 'Yes'],
    ['<start_of_turn>model\nYes<end_of_turn>\n<start_of_turn>user\nAnd?', 'Yes'],
    ['Yes<|user|>\nAnd?<|assistant|>Bye', 'YesBye'],
    ['<bos>Yes</s>', 'Yes'],
    ['[INST] Be brief. [/INST] Yes', 'Yes'],
    ['<thinking_process>secret</thinking_process>Yes', 'Yes'],
    ['<thought_process>secret</thought_process>Yes', 'Yes'],
    ['<tool_call_result>secret</tool_call_result>Yes', 'Yes'],
    ['<user_memory>secret</user_memory>Yes', 'Yes'],
    ['<|thinking|>secret<|/thinking|>Yes', 'Yes'],
    ['<|think|>secret', ''],
    ['Use the <|think|> token.', 'Use the  token.'],
    ['**<think>**secret**</think>**Yes', '****Yes'],
    ['*<think>*secret', '*'],
    ['They want tea </think> — Tea it is.', '— Tea it is.'],
    ['They want tea </think>… Tea it is.', '… Tea it is.'],
    ['好的<think>他们要茶</think>好的。', '好的好的。'],
    ['他们要茶</think>好的。', '好的。'],
    ['<think>他们要茶<final>好的。</final>', '好的。'],
    ['One moment <tool_call>\n{"name":"x"}', 'One moment'],
    ['One moment. <tool_call> {"name":"x"}', 'One moment.'],
    ['One moment. <function_calls><invoke name="x">', 'One moment.'],
    ['Sure thing <think>\nthey want tea\n</think>\nTea it is.', 'Sure thing \nTea it is.'],
    ['Sure thing <think>\nthey want tea', 'Sure thing'],
    ['Sure thing <think>, they want tea</think> Tea it is.', 'Sure thing  Tea it is.'],
    ['Sure thing <think> they want tea </think>. Tea it is.', 'Sure thing . Tea it is.'],
    ['Use the tag <think> they want tea </think>. Tea it is.', 'Use the tag . Tea it is.'],
    ['For the <think> they want tea </think>. Tea it is.', 'For the . Tea it is.'],
    ['The <think> tag is theirs.\n<think>they want tea </think>. Yes', 'The <think> tag is theirs.\n. Yes'],
    ['The <think> tag is theirs. It is\n<think>tea</think>\nYes', 'The <think> tag is theirs. It is\n\nYes'],
  ])('%j says %j', (said, cleaned) => {
    expect(withoutScaffolding(said)).toBe(cleaned);
    expect(scaffoldingIn(cleaned)).toBeNull();
  });

  test.each([
    'Use the <reasoning> tag for that.',
    'Which of them, <think> or <thinking>, do you mean?',
    'Put it between <think> and </think> tags.',
    'Then use <tool_call>, please, and the <final> tag.',
    'It reads "<think>" there, and ends with “</think>”.',
    'A Promise<Thought> and a List<Reflection> come of it.',
    'The <output> element of HTML.\n<output> is one, too.',
    'Write <answer> and then 42.',
    'A tool call: it says so. [Tool box] [tool outputs of x] called x with care',
    'In `[Tool Call: x]` and\n```\n[Tool Call: x]\nArguments: {}\n<output>\nx\n</output>\n```',
    'The [THINK] mark of it.',
    'Write to Bob <memory@example.com>. The fee is 20.',
    'Ann <final.report@example.com> has it.',
    'It is std::shared_ptr<memory::Pool>, then. The fee is 20.',
    'It holds if x <internal, and y> 3. The fee is 20.',
    'Call Foo<memory> for it. The fee is 20.',
    'Call Foo<tool_call, and so on> for it.',
    '先写<think>，再写</think>。费用是20。',
    '标签<think>和</think>是一对。',
    'モデルは<think>タグの中で考えます。料金は20です。',
    '모델은 <think>를 씁니다. 요금은 20입니다.',
    '「<think>」と書いてください。料金は20です。',
    'Utilisez <think> : le prix est 20.',
    'Die <think>-Tags gehören weg. Es kostet 20.',
    'The tag — <think> — is one. The fee is 20.',
    '**<think>** is the tag. The fee is 20.',
    'The **<think> tag** and the *<memory>* tag. The fee is 20.',
    'Use <memory>: it stores. The fee is 20.',
    'The end tag is </think>.',
    'The <think> tag opens it and it ends with </think>.',
    'The <think> tag opens it.\nIt ends with </think>, mostly.',
    'A **<think>** tag opens it, and then comes </think>!',
    'Das <think>-Tag beginnt ihn, und er endet mit </think>.',
    'Write <think>, then </think>. The fee is 20.',
    '~~~\n<think>\nx\n</think>\n~~~',
    '``<think>x</think>``',
    '``a`b <think>`` it is.',
    '<s>old</s> new',
  ])('%j is left as it is, since it speaks of it', (said) => {
    expect(withoutScaffolding(said)).toBe(said);
  });

  test('a tag that is spoken of hides nothing before one that is none (OUT-9)', () => {
    expect(withoutScaffolding('Use the <think> tag.\n\n<think>secret</think>\nYes')).toBe(
      'Use the <think> tag.\n\n\nYes'.replace('\n\n\n', '\n\n'),
    );
    expect(withoutScaffolding('Sure thing <think> they want tea </think> Tea it is.')).toBe(
      'Sure thing  Tea it is.',
    );
  });

  test('a block of code that is left open hides nothing', () => {
    expect(withoutScaffolding('Yes\n```py\n<think>secret')).toBe('Yes\n```py');
  });

  test('a thought ends even where code in it does not', () => {
    expect(withoutScaffolding('<think>```js\nx</think>Yes, ```y```')).toBe('Yes, ```y```');
  });

  test('what is hidden one in another without end says nothing', () => {
    expect(withoutScaffolding(`${'<fin'.repeat(20)}${'al>'.repeat(20)}`)).toBe('');
  });
});
