// What the answers of the server look like.
const assert = require("node:assert");
const { answers } = require("../src/answers");

const tests = { code: "X101", passed: 1, failed: 1, tests: [{ name: "甲", passed: true, differences: [] }, { name: "乙", passed: false, differences: ["少报"] }] };
assert.deepStrictEqual(answers("gouji.runTests", tests, true), ["✓ X101 甲", "✗ X101 乙", "    少报"]);

const preview = {
  code: "X101", failing: 1, reports: 2,
  listed: [
    { path: "a.yaml", fails: true, verdict: "fail", before: "pass", changed: ["+X101[机关]"] },
    { path: "b.yaml", fails: false, verdict: "pass", before: "pass", changed: ["-X101"] },
  ],
};
assert.deepStrictEqual(answers("gouji.preview", preview, true), [
  "X101：2 份报告中 1 份不符", "    ✗ a.yaml: pass → fail +X101[机关]", "    ✓ b.yaml: pass -X101",
]);
assert.deepStrictEqual(answers("gouji.preview", null, true), []);
