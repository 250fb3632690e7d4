// What the server answers to a command, in lines for people.

/** @returns {string[]} */
exports.answers = (command, answer, chinese) => {
  const words = (zh, en) => (chinese ? zh : en);
  if (!answer) return [];
  switch (command) {
    case "gouji.explain":
      return String(answer).split("\n");
    case "gouji.runTests":
      return answer.tests.flatMap((test) => [
        `${test.passed ? "✓" : "✗"} ${answer.code} ${test.name}`,
        ...test.differences.map((difference) => `    ${difference}`),
      ]);
    case "gouji.slips":
      if (answer.unnoticed.length === 0) {
        return [words(`${answer.code}：改错 ${answer.made} 处，测试都能发现`, `${answer.code}: ${answer.made} slips made; the tests notice all of them`)];
      }
      return [
        words(`${answer.code}：改错 ${answer.made} 处，没有测试发现的有：`, `${answer.code}: ${answer.made} slips made; no test notices:`),
        ...answer.unnoticed.map((slip) => `    ${slip.location.range.start.line + 1}: ${slip.change}`),
      ];
    default:
      return [];
  }
};

/** How stored reports come out under a rule: a title, and each report that fails it or did when the rules were last saved. */
exports.reports = (answer, chinese) => ({
  title: chinese
    ? `${answer.code}：${answer.reports} 份报告中 ${answer.failing} 份不符`
    : `${answer.code}: ${answer.failing} of ${answer.reports} reports fail`,
  listed: answer.listed.map((report) => {
    const verdict = (word) => (chinese ? VERDICTS[word] : undefined) ?? word;
    const is = verdict(report.verdict);
    const was = report.before && report.before !== report.verdict ? `${verdict(report.before)} → ` : "";
    return { path: report.path, fails: report.fails, words: [`${was}${is}`, ...report.changed].join(" ") };
  }),
});

const VERDICTS = { pass: "通过", review: "请核实", fail: "退回", unreadable: "读不了", missing: "未报" };
