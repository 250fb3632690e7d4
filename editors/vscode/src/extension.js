// The client: it starts `gouji lsp`, hands the settings on, and shows what the commands of the lenses answer.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { execFile } = require("node:child_process");
const { answers } = require("./answers");
const { Page, Reports } = require("./views");

/** @type {LanguageClient | undefined} */
let client;
/** What commands answer in words. */
const page = new Page();
/** The stored reports that fail a rule. */
const reports = new Reports((asked) => client?.sendRequest("workspace/executeCommand", { command: "gouji.preview", arguments: [...asked, "quiet"] }));

function settings() {
  const own = vscode.workspace.getConfiguration("gouji");
  return { rules: own.get("rules"), reports: own.get("reports"), language: own.get("language") || vscode.env.language };
}

function program() {
  return vscode.workspace.getConfiguration("gouji").get("path") || "gouji";
}

const chinese = () => (settings().language || "").startsWith("zh");
const words = (zh, en) => (chinese() ? zh : en);

async function start() {
  const run = { command: program(), args: ["lsp"] };
  client = new LanguageClient("gouji", "gouji", { run, debug: run }, {
    // Not what the editor shows of a file beside it: the preview of a change, an earlier version.
    documentSelector: ["file", "untitled"].map((scheme) => ({ scheme, language: "gouji" })),
    initializationOptions: settings(),
    middleware: {
      // The code beside a message explains itself.
      handleDiagnostics: (uri, diagnostics, next) => {
        for (const diagnostic of diagnostics) {
          const code = diagnostic.code;
          if (typeof code !== "string") continue;
          const asked = encodeURIComponent(JSON.stringify([uri.toString(), code]));
          diagnostic.code = { value: code, target: vscode.Uri.parse(`command:gouji.explain?${asked}`) };
        }
        next(uri, diagnostics);
      },
      // The lenses' commands are the server's; what they answer is shown here.
      executeCommand: async (command, args, next) => {
        // The page shows what is explained: no message beside it.
        const answer = await next(command, command === "gouji.explain" ? [...args, "quiet"] : args);
        if (command === "gouji.preview" && answer) reports.show(args, answer, chinese());
        else show(command, answer);
        return answer;
      },
      // Lenses are asked for again when the rules were compiled: then the reports come out otherwise, too.
      provideCodeLenses: async (document, token, next) => {
        const lenses = await next(document, token);
        reports.renew(chinese());
        return lenses;
      },
    },
  });
  try {
    await client.start();
  } catch (error) {
    const message = words(
      `没有启动 gouji（${program()}）。请安装 gouji，或在设置 gouji.path 里写明位置。`,
      `gouji (${program()}) did not start. Install it, or say in the setting gouji.path where it is.`,
    );
    vscode.window.showErrorMessage(`${message} ${error}`);
  }
}

async function restart() {
  await client?.dispose();
  await start();
}

function show(command, answer) {
  const lines = answers(command, answer, chinese());
  if (lines.length > 0) page.show(lines.join("\n"));
}

/** Runs a command of the program and shows what it prints. */
function run(args, cwd) {
  return new Promise((done) => {
    execFile(program(), args, { cwd }, (_error, out, err) => {
      page.show(`${out}${err}`.trimEnd());
      done(undefined);
    });
  });
}

async function newRules() {
  const [parent] = (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false })) ?? [];
  const name = parent && (await vscode.window.showInputBox({ prompt: words("规则文件夹的名称", "name of the folder of rules"), value: words("规则", "rules") }));
  if (!name) return;
  const kinds = [
    { label: words("内置规则的副本", "a copy of the built-in rules"), empty: false },
    { label: words("一份小表样，从头写起", "a small form to start from"), empty: true },
  ];
  const kind = await vscode.window.showQuickPick(kinds);
  if (!kind) return;
  const folder = vscode.Uri.joinPath(parent, name);
  await run(["new", "rules", folder.fsPath, ...(kind.empty ? ["--empty"] : [])], parent.fsPath);
  await vscode.commands.executeCommand("vscode.openFolder", folder, { forceNewWindow: false });
}

function folderOf(editor) {
  const open = vscode.workspace.getWorkspaceFolder(editor.document.uri);
  const rules = settings().rules;
  const folder = open ? (rules ? vscode.Uri.joinPath(open.uri, rules) : open.uri) : vscode.Uri.joinPath(editor.document.uri, "..");
  return folder.fsPath;
}

/** The rule that the cursor is in. */
function ruleAt(editor) {
  for (let line = editor.selection.active.line; line >= 0; line--) {
    const code = /^\s*rule\s+([\p{L}\p{N}_]+)/u.exec(editor.document.lineAt(line).text);
    if (code) return code[1];
  }
  return undefined;
}

/** The cell that the cursor is in, else the rule. */
function nameAt(editor) {
  const at = editor.selection.active.character;
  const cells = editor.document.lineAt(editor.selection.active.line).text.matchAll(/[\p{L}][\p{L}\p{N}_]*[[［][^\]］]*[\]］]/gu);
  const cell = [...cells].find((cell) => cell.index <= at && at <= cell.index + cell[0].length);
  return cell?.[0] ?? ruleAt(editor);
}

function onServer(command, what) {
  const editor = vscode.window.activeTextEditor;
  const name = editor && what(editor);
  if (!editor || !name || !client) return;
  return vscode.commands.executeCommand(command, client.code2ProtocolConverter.asUri(editor.document.uri), name);
}

exports.activate = async (context) => {
  context.subscriptions.push(page.register(), reports.register());
  const register = (name, part) => context.subscriptions.push(vscode.commands.registerCommand(name, part));
  register("gouji.new", newRules);
  register("gouji.restart", restart);
  register("gouji.explainHere", () => onServer("gouji.explain", nameAt));
  register("gouji.showPreview", () => onServer("gouji.preview", ruleAt));
  register("gouji.runAllTests", async () => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    await vscode.workspace.saveAll();
    await run(["test", folderOf(editor), "--color", "never", ...(chinese() ? ["--lang", "zh"] : [])], folderOf(editor));
  });
  const changed = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("gouji")) restart();
  });
  context.subscriptions.push(changed, { dispose: () => client?.dispose() });
  await start();
};

exports.deactivate = () => client?.stop();
