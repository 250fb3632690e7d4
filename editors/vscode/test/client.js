// What the answers of the server look like.
const assert = require("node:assert");
const { answers, reports } = require("../src/answers");

const tests = { code: "X101", passed: 1, failed: 1, tests: [{ name: "甲", passed: true, differences: [] }, { name: "乙", passed: false, differences: ["少报"] }] };
assert.deepStrictEqual(answers("gouji.runTests", tests, true), ["✓ X101 甲", "✗ X101 乙", "    少报"]);

const preview = {
  code: "X101", failing: 1, reports: 2,
  listed: [
    { path: "a.yaml", fails: true, verdict: "fail", before: "pass", changed: ["+X101[机关]"] },
    { path: "b.yaml", fails: false, verdict: "pass", before: "pass", changed: ["-X101"] },
  ],
};
assert.deepStrictEqual(reports(preview, true), {
  title: "X101：2 份报告中 1 份不符",
  listed: [
    { path: "a.yaml", fails: true, words: "通过 → 退回 +X101[机关]" },
    { path: "b.yaml", fails: false, words: "通过 -X101" },
  ],
});
assert.deepStrictEqual(reports(preview, false).listed[0].words, "pass → fail +X101[机关]");
assert.deepStrictEqual(answers("gouji.slips", null, true), []);
assert.deepStrictEqual(answers("gouji.slips", { code: "X101", made: 13, unnoticed: [] }, true), ["X101：改错 13 处，测试都能发现"]);

// Words of the editor: without the flag `u` no Chinese is one, nothing is offered as one types, and a brace is.
const { wordPattern } = require("../language-configuration.json");
const words = "夜间.前夜 = X101 {白班}".match(new RegExp(wordPattern.pattern, `${wordPattern.flags}g`));
assert.deepStrictEqual(words, ["夜间", "前夜", "X101", "白班"]);
