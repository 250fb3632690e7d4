// Where answers are shown: a page of words beside the rules, and a tree of the stored reports that fail a rule.
const vscode = require("vscode");
const path = require("node:path");
const { reports } = require("./answers");

const SCHEME = "gouji-answer";

/** What a command answered, as a document that cannot be written to. */
exports.Page = class {
  constructor() {
    this.words = "";
    this.changed = new vscode.EventEmitter();
    this.onDidChange = this.changed.event;
    this.uri = vscode.Uri.parse(`${SCHEME}:gouji.txt`);
  }

  register() {
    return vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent() {
    return this.words;
  }

  show(words) {
    this.words = `${words}\n`;
    this.changed.fire(this.uri);
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true };
    return vscode.workspace.openTextDocument(this.uri).then((document) => vscode.window.showTextDocument(document, beside));
  }
};

/** The stored reports that fail a rule, or did when the rules were last saved; as one types. */
exports.Reports = class {
  /** @param ask what asks the server anew about a document and a rule */
  constructor(ask) {
    this.ask = ask;
    this.changed = new vscode.EventEmitter();
    this.onDidChangeTreeData = this.changed.event;
    this.listed = [];
  }

  register() {
    this.view = vscode.window.createTreeView("gouji.reports", { treeDataProvider: this });
    return this.view;
  }

  show(asked, answer, chinese) {
    this.asked = asked;
    vscode.commands.executeCommand("setContext", "gouji.reports", true).then(() => vscode.commands.executeCommand("gouji.reports.focus"));
    this.take(answer, chinese);
  }

  async renew(chinese) {
    if (!this.asked) return;
    const answer = await this.ask(this.asked);
    if (answer) this.take(answer, chinese);
  }

  take(answer, chinese) {
    const { title, listed } = reports(answer, chinese);
    this.listed = listed;
    this.view.description = title;
    this.changed.fire(undefined);
  }

  getChildren(report) {
    return report ? [] : this.listed;
  }

  getTreeItem(report) {
    const item = new vscode.TreeItem(path.basename(report.path));
    item.description = report.words;
    item.tooltip = `${report.path}\n${report.words}`;
    item.iconPath = new vscode.ThemeIcon(report.fails ? "error" : "pass");
    item.command = { command: "vscode.open", title: "", arguments: [vscode.Uri.file(report.path)] };
    return item;
  }
};
