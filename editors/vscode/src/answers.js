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
      return [
        words(`${answer.code}：改错 ${answer.made} 处，没有测试发现的有：`, `${answer.code}: ${answer.made} slips made; no test notices:`),
        ...answer.unnoticed.map((slip) => `    ${slip.location.range.start.line + 1}: ${slip.change}`),
      ];
    case "gouji.preview":
      return [
        words(`${answer.code}：${answer.reports} 份报告中 ${answer.failing} 份不符`, `${answer.code}: ${answer.failing} of ${answer.reports} reports fail`),
        ...answer.listed.map((report) => {
          const changed = report.changed.join(" ");
          const verdict = report.before && report.before !== report.verdict ? `${report.before} → ${report.verdict}` : report.verdict;
          return `    ${report.fails ? "✗" : "✓"} ${report.path}: ${verdict} ${changed}`.trimEnd();
        }),
      ];
    default:
      return [];
  }
};
